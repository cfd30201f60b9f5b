// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import org.junit.jupiter.api.Test;

class MessageMergeTest {
    private static final MessageMerge GROWING = new MessageMerge(false);
    private static final MessageMerge REPLACING = new MessageMerge(true);

    @Test
    void listsGrowUnlessTheyAreToBeReplaced() {
        VirtualHost into = VirtualHost.newBuilder().addDomains("a").build();
        VirtualHost from = VirtualHost.newBuilder().addDomains("b").build();

        assertThat(GROWING.merge(into, from).getDomainsList()).containsExactly("a", "b");
        assertThat(REPLACING.merge(into, from).getDomainsList()).containsExactly("b");
        assertThat(REPLACING.merge(into, VirtualHost.getDefaultInstance())).isEqualTo(into);
    }

    @Test
    void aDurationIsReplacedWhole() {
        Cluster into =
                Cluster.newBuilder()
                        .setConnectTimeout(Duration.newBuilder().setSeconds(1).setNanos(5))
                        .build();
        Cluster from =
                Cluster.newBuilder().setConnectTimeout(Duration.newBuilder().setSeconds(2)).build();

        assertThat(GROWING.merge(into, from)).isEqualTo(from);
    }

    @Test
    void messagesAreMergedAndEntriesOfMapsReplaced() {
        Any one = Any.newBuilder().setTypeUrl("t/one").build();
        Any other = Any.newBuilder().setTypeUrl("t/other").build();
        Cluster into =
                Cluster.newBuilder()
                        .setPerConnectionBufferLimitBytes(UInt32Value.of(1))
                        .putTypedExtensionProtocolOptions("a", one)
                        .putTypedExtensionProtocolOptions("b", one)
                        .setType(DiscoveryType.EDS)
                        .build();
        Cluster from =
                Cluster.newBuilder()
                        .setPerConnectionBufferLimitBytes(UInt32Value.of(2))
                        .putTypedExtensionProtocolOptions("b", other)
                        .build();

        Cluster merged = GROWING.merge(into, from);

        assertThat(merged.getPerConnectionBufferLimitBytes().getValue()).isEqualTo(2);
        assertThat(merged.getTypedExtensionProtocolOptionsMap())
                .containsEntry("a", one)
                .containsEntry("b", other);
        assertThat(merged.getType()).isEqualTo(DiscoveryType.EDS);
    }

    /// As in Istio: what is zero in protobuf's form is not there.
    @Test
    void whatIsZeroFalseOrEmptyChangesNothing() {
        Cluster into =
                Cluster.newBuilder().setPerConnectionBufferLimitBytes(UInt32Value.of(1)).build();
        Cluster from =
                Cluster.newBuilder().setPerConnectionBufferLimitBytes(UInt32Value.of(0)).build();

        assertThat(GROWING.merge(into, from)).isEqualTo(into);
    }

    @Test
    void whatIsPackedIsMergedInsideIfItIsOfOneType() throws InvalidProtocolBufferException {
        Any into = Any.pack(tls("a"));
        Any from = Any.pack(UpstreamTlsContext.newBuilder().setSni("b").build());

        UpstreamTlsContext merged =
                GROWING.mergePacked(into, from).unpack(UpstreamTlsContext.class);

        assertThat(merged.getSni()).isEqualTo("b");
        assertThat(merged.getCommonTlsContext().getAlpnProtocolsList()).containsExactly("a");
        assertThat(GROWING.mergePacked(into, Any.pack(Cluster.getDefaultInstance())))
                .isEqualTo(Any.pack(Cluster.getDefaultInstance()));
    }

    @Test
    void listsInsideATypedConfigurationAreReplacedToo() throws InvalidProtocolBufferException {
        UpstreamTlsContext merged =
                REPLACING
                        .mergePacked(Any.pack(tls("a")), Any.pack(tls("b")))
                        .unpack(UpstreamTlsContext.class);

        assertThat(merged.getCommonTlsContext().getAlpnProtocolsList()).containsExactly("b");
    }

    private static UpstreamTlsContext tls(String protocol) {
        return UpstreamTlsContext.newBuilder()
                .setCommonTlsContext(CommonTlsContext.newBuilder().addAlpnProtocols(protocol))
                .build();
    }
}
