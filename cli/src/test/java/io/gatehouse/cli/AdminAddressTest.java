// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:15014, 127.0.0.1:15014",
        "gate.example:1, gate.example:1",
        "gate.example, gate.example:15014",
        ":9000, 127.0.0.1:9000",
        "9000, 127.0.0.1:9000",
        "http://localhost:9000/, localhost:9000",
        "[::1]:9000, [::1]:9000"
    })
    void whatUsersWrite(String text, String address) {
        assertThat(AdminAddress.parse(text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b:1", "host:x", "host:70000", "u@host:1", "host:1/x", "https://h:1"})
    void anythingElseIsWrongUse(String text) {
        assertThatThrownBy(() -> AdminAddress.parse(text))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageContaining("found \"" + text + "\" (expected: ADDRESS:PORT");
    }

    @Test
    void theDefaultIsWhereGatehouseListens() {
        assertThat(AdminAddress.parse(AdminAddress.DEFAULT)).hasToString("127.0.0.1:15014");
    }
}
