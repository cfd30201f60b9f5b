// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Objects from YAML, for tests.
final class Defined {
    static final String INGRESS_GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: main}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - port: {number: 80, name: http, protocol: HTTP}
                  hosts: ["*"]
            """;

    private Defined() {}

    /// Each text may hold several documents.
    static List<ConfigObject> objects(String... yaml) {
        return Arrays.stream(yaml).flatMap(Defined::read).toList();
    }

    static ConfigObject object(String yaml) {
        return objects(yaml).getFirst();
    }

    static DefinedObjects defined(String... yaml) {
        return DefinedObjects.of(objects(yaml));
    }

    private static Stream<ConfigObject> read(String yaml) {
        return new YamlReader(ReadLimits.DEFAULT)
                .read("test.yaml", yaml).stream()
                        .map(result ->
                                switch (result) {
                                    case ReadResult.Read read -> read.object();
                                    default -> throw new AssertionError(result);
                                });
    }
}
