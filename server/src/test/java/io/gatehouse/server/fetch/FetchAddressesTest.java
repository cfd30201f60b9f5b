// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "febf::1",
                "::ffff:169.254.169.254",
                "100.100.100.200",
                "fd00:ec2::254",
                "fd20:ce::254",
                "0.0.0.0",
                "::",
                "224.0.0.1"
            })
    void addressesOfTheMachineAloneAreKept(String address) {
        assertThat(FetchAddresses.isKept(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.0.0.1", "169.253.255.255", "8.8.8.8", "fd00::1", "::1"})
    void allOthersMayBeAsked(String address) {
        assertThat(FetchAddresses.isKept(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void whoAllowsThemIsNotAsked() {
        URI uri = URI.create("http://169.254.169.254/keys");

        assertThatCode(() ->
                        FetchAddresses.withLinkLocalIf(true, "--keys-from-link-local").check(uri))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        FetchAddresses.withLinkLocalIf(false, "--keys-from-link-local").check(uri))
                .hasMessageContaining("--keys-from-link-local");
    }
}
