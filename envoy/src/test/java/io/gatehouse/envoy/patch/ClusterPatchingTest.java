// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPatchingTest {
    private static final String NAME = "outbound|80|v1|shop.default.svc.cluster.local";
    private static final String TLS = "envoy.transport_sockets.tls";
    private static final Cluster CLUSTER = Cluster.newBuilder().setName(NAME).build();

    @ParameterizedTest
    @CsvSource({
        "'',                                           '',                             '', 0,  true",
        "outbound|80|v1|shop.default.svc.cluster.local, other,                          '', 9,  true",
        "outbound|80||shop.default.svc.cluster.local,  '',                             '', 0,  false",
        "'',                                           shop.default.svc.cluster.local, '', 0,  true",
        "'',                                           shop,                           '', 0,  false",
        "'',                                           '',                             v1, 80, true",
        "'',                                           '',                             v2, 80, false",
        "'',                                           '',                             v1, 81, false",
    })
    void aClusterIsFoundByItsNameOrByPartsOfIt(
            String name, String service, String subset, int port, boolean found) {
        Patched<Cluster> patched =
                ClusterPatching.apply(
                        CLUSTER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.UPSTREAM,
                                        PatchOperation.REMOVE,
                                        of(name, service, subset, port),
                                        "")));

        assertThat(patched.resource().isEmpty()).isEqualTo(found);
        assertThat(patched.met()).hasSize(found ? 1 : 0);
    }

    @Test
    void aTransportSocketIsMergedInsideAndTheRestToo() throws InvalidProtocolBufferException {
        Cluster cluster = CLUSTER.toBuilder().setTransportSocket(socket("a").toBuilder()).build();

        Cluster patched =
                patch(
                        cluster,
                        "{\"@type\": \"t/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\", \"allow_renegotiation\": true}",
                        TLS);

        UpstreamTlsContext tls =
                patched.getTransportSocket().getTypedConfig().unpack(UpstreamTlsContext.class);
        assertThat(tls.getSni()).isEqualTo("a");
        assertThat(tls.getAllowRenegotiation()).isTrue();
        assertThat(patched.getAltStatName()).isEqualTo("alt");
    }

    @Test
    void aTransportSocketOfAnotherNameReplacesIt() {
        Cluster cluster = CLUSTER.toBuilder().setTransportSocket(socket("a")).build();

        Cluster patched =
                patch(
                        cluster,
                        "{\"@type\": \"t/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer\"}",
                        "raw");

        assertThat(patched.getTransportSocket().getName()).isEqualTo("raw");
    }

    @Test
    void aClusterKeepsItsName() {
        assertThat(
                        patch(
                                        CLUSTER,
                                        "{\"@type\": \"t/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer\"}",
                                        "raw")
                                .getName())
                .isEqualTo(NAME);
    }

    private static Cluster patch(Cluster cluster, String socketConfig, String socketName) {
        return ClusterPatching.apply(
                        cluster,
                        List.of(
                                Patches.patch(
                                        PatchSubject.UPSTREAM,
                                        PatchOperation.MERGE,
                                        PatchCondition.ANY,
                                        """
                                        {"name": "x", "alt_stat_name": "alt",
                                         "transport_socket": {"name": "%s", "typed_config": %s}}
                                        """
                                                .formatted(socketName, socketConfig))))
                .resource()
                .orElseThrow();
    }

    private static TransportSocket socket(String sni) {
        return TransportSocket.newBuilder()
                .setName(TLS)
                .setTypedConfig(Any.pack(UpstreamTlsContext.newBuilder().setSni(sni).build()))
                .build();
    }

    private static PatchCondition of(String name, String service, String subset, int port) {
        return new PatchCondition(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new OfUpstream(name, service, subset, port)));
    }
}
