// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionedResourceTest {
    @Test
    void theVersionFollowsFromTheContent() {
        assertThat(cluster("a", "1").version())
                .isEqualTo(cluster("a", "1").version())
                .isNotEqualTo(cluster("a", "2").version())
                .matches("[0-9a-f]{32}");
    }

    /// Pinned: a version that changes with the build or the machine makes proxies take everything
    /// again.
    @Test
    void theVersionIsTheSameEverywhere() {
        assertThat(cluster("a", "1").version()).isEqualTo("dbe49b380b25e71d694628fc65516b82");
    }

    @Test
    void theOrderInWhichMapsWereFilledDoesNotMatter() {
        assertThat(version(withMetadata("x", "y", "z")))
                .isEqualTo(version(withMetadata("z", "x", "y")));
    }

    private static String version(Cluster cluster) {
        return VersionedResource.of(ResourceType.CLUSTER, "a", cluster, List.of()).version();
    }

    private static Cluster withMetadata(String... keys) {
        Struct.Builder values = Struct.newBuilder();
        for (String key : keys) {
            values.putFields(key, Value.newBuilder().setStringValue(key).build());
        }
        return Cluster.newBuilder()
                .setMetadata(Metadata.newBuilder().putFilterMetadata("f", values.build()))
                .build();
    }

    @Test
    void aMessageOfAnotherTypeIsAMistake() {
        assertThatThrownBy(() ->
                        VersionedResource.of(
                                ResourceType.LISTENER,
                                "a",
                                Cluster.getDefaultInstance(),
                                List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("envoy.config.cluster.v3.Cluster")
                .hasMessageContaining("expected: " + ResourceType.LISTENER.typeUrl());
    }
}
