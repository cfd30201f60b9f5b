// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositionIndexTest {
    private static final String TEXT =
            """
            # a comment
            apiVersion: v1
            kind: Namespace
            metadata: {name: web}
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: networking.istio.io/v1
              kind: VirtualService
              metadata:
                name: shop
                annotations: {"a.b/c": "]"}
              spec:
                hosts: [a, b]
                http:
                - route:
                  - destination: {host: a}
                    weight: 1
                - direct_response:
                    status: 200
            ---
            not: [yaml
            """;

    private final PositionIndex index = PositionIndex.of("f.yaml", TEXT, ReadLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "metadata.name, 12:11",
        "metadata.annotations[\"a.b/c\"], 13:28",
        "metadata.annotations, 13:5",
        "metadata.namespace, 11:3",
        "spec.hosts[1], 15:16",
        "spec.hosts[7], 15:5",
        "spec.hosts.name, 15:5",
        "spec.http[0].route[0].weight, 19:17",
        "spec.http[0].route[0].destination.host, 18:29",
        "spec.http[0].route[0].destination.port.number, 18:9",
        "spec.http[0], 17:7",
        "spec.http[1].directResponse.status, 21:17",
        "spec.tls[0].match, 14:3",
        "'', 9:3",
        "status, 9:3"
    })
    void fields(String field, String position) {
        ObjectKey key = new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "shop");

        assertThat(index.locate(key, FieldPath.of(field)).orElseThrow())
                .hasToString("f.yaml:" + position);
    }

    @Test
    void objects() {
        assertThat(
                        index.locate(new ObjectKey(Kind.NAMESPACE, "", "web"), FieldPath.ROOT)
                                .orElseThrow())
                .hasToString("f.yaml:2:1");
        assertThat(index.locate(new ObjectKey(Kind.NAMESPACE, "", "other"), FieldPath.ROOT))
                .isEmpty();
    }
}
