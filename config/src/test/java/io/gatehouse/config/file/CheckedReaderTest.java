// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckedReaderTest {
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: a}
            spec:
              ports:
              - port: 80
            """;

    private static final String VIRTUAL_SERVICE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: v}
            spec:
              hosts: [a.b]
              gateways: [g]
              http:
              - route: [{destination: {host: b, subset: c}}]
            """;

    @Test
    void errorsRefuseAndWarningsDoNot() {
        List<ReadResult> results =
                read(SERVICE, SERVICE.replace("80", "0"), VIRTUAL_SERVICE, "kind: [");

        assertThat(results)
                .hasExactlyElementsOfTypes(
                        ReadResult.Read.class,
                        ReadResult.Refused.class,
                        ReadResult.Read.class,
                        ReadResult.Refused.class);
        assertThat(((ReadResult.Refused) results.get(1)).key())
                .contains(new ObjectKey(Kind.SERVICE, "default", "a"));
    }

    @Test
    void findingsOfValidationHaveTheirPlace() {
        assertThat(read(SERVICE.replace("80", "0"), VIRTUAL_SERVICE))
                .flatExtracting(ReadResult::findings)
                .extracting(f -> f.position().orElseThrow().toString())
                .containsExactly("f.yaml:6:11", "f.yaml:15:45");
    }

    private static List<ReadResult> read(String... documents) {
        String text = String.join("---\n", documents);
        return new CheckedReader(ReadLimits.DEFAULT)
                .read("f.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
