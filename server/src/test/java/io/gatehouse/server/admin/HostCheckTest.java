// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostCheckTest {
    private final HostCheck local =
            new HostCheck(new InetSocketAddress(InetAddress.getLoopbackAddress(), 15014));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:15014",
                "localhost.",
                "gatehouse.localhost:80",
                "127.0.0.1",
                "127.1.2.3:15014",
                "[::1]:15014",
                "[::1]"
            })
    void namesOfThisMachine(String host) {
        assertThat(local.allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:15014",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "10.0.0.1",
                "[::2]",
                "[::1",
                ""
            })
    void otherNames(String host) {
        assertThat(local.allows(host)).isFalse();
    }

    @Test
    void noBrowserLeavesTheHostOut() {
        assertThat(local.allows(null)).isTrue();
    }

    @Test
    void theNameThatItWasToldToListenOn() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("Gate.internal", new byte[] {127, 0, 0, 1});
        HostCheck check = new HostCheck(new InetSocketAddress(named, 15014));

        assertThat(check.allows("gate.INTERNAL:15014")).isTrue();
        assertThat(check.allows("other.internal")).isFalse();
        assertThat(check.allowed()).contains("gate.internal");
    }

    @Test
    void anyNameWhereNotBoundToLoopback() {
        assertThat(new HostCheck(new InetSocketAddress("0.0.0.0", 1)).allows("gate.example"))
                .isTrue();
    }
}
