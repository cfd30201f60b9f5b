// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CipherSuitesTest {
    @Test
    void whatEnvoyWouldRefuseIsLeftOut() {
        assertThat(
                        CipherSuites.usable(
                                List.of(
                                        "AES128-SHA",
                                        "RC4-MD5",
                                        "AES128-SHA",
                                        "-ALL",
                                        "[A|B]",
                                        "ALL")))
                .containsExactly("AES128-SHA", "-ALL", "[A|B]", "ALL");
    }
}
