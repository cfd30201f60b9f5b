// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.CheckedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCommandsTest {
    private static final CheckedReader READER = new CheckedReader(ReadLimits.DEFAULT);

    private static List<Finding> findings(String value) {
        String yaml =
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: default}
                spec:
                  hosts: [shop.example.com]
                  gateways: [gw]
                  http:
                  - route: [{destination: {host: shop}}]
                    headers: {response: {set: {x-value: "%s"}}}
                """
                        .formatted(value);
        return READER.read("shop.yaml", yaml.getBytes(StandardCharsets.UTF_8)).stream()
                .map(ReadResult::findings)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "100%%",
                "%%NOTHING%%",
                "%UPSTREAM_PROTOCOL% over %PROTOCOL%",
                "%REQ(x-a?x-b):10%",
                "%DYNAMIC_METADATA(a:b)%",
                "%START_TIME(%%s)%"
            })
    void whatEnvoyKnowsIsTaken(String value) {
        assertThat(findings(value)).isEmpty();
    }

    @Test
    void whatEnvoyDoesNotKnowIsToldWithWhatMayBeMeant() {
        assertThat(findings("a %UPSTREAMEAM_PROTOCOL% b"))
                .extracting(Finding::message)
                .containsExactly(
                        "found the command %UPSTREAMEAM_PROTOCOL%, which Envoy does not know (expected: one such as %UPSTREAM_PROTOCOL%)");
    }
}
