// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointSliceValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        slice(
                                "addressType: IPv4, endpoints: [{addresses: [10.0.0.1, 0.0.0.0, 255.255.255.255]}],"
                                        + " ports: [{port: 80}, {name: all}]"))
                .isEmpty();
        assertThat(slice("addressType: IPv6, endpoints: [{addresses: ['::1', 'fd00::a:1']}]"))
                .isEmpty();
        assertThat(slice("addressType: FQDN, endpoints: [{addresses: [a.example.com]}]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    addressType: IPv4, endpoints: [{addresses: ['::1']}]         | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv4, endpoints: [{addresses: [10.0.0.01]}]     | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv4, endpoints: [{addresses: [10.0.0.256]}]    | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv4, endpoints: [{addresses: [a.b]}]           | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv6, endpoints: [{addresses: [10.0.0.1]}]      | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv6, endpoints: [{addresses: ['[::1]']}]       | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv6, endpoints: [{addresses: ['fe80::1%eth0']}] | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: FQDN, endpoints: [{addresses: ['*.a']}]         | ERROR INVALID_VALUE endpoints[0].addresses[0]
                    addressType: IPv4, endpoints: [{}]                           | ERROR MISSING_FIELD endpoints[0].addresses
                    addressType: IPv4, ports: [{port: 65536}]                    | ERROR INVALID_VALUE ports[0].port
                    """)
    void findings(String yaml, String finding) {
        assertThat(slice(yaml)).containsExactly(finding);
    }

    private static List<String> slice(String slice) {
        return Judged.problems(
                "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, "
                        + slice
                        + "}");
    }
}
