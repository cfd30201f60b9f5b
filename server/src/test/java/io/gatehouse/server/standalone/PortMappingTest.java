// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PortMappingTest {
    @Test
    void readsPairs() {
        PortMapping mapping = PortMapping.parse("80=18080, 443=18443");
        assertThat(mapping.localPort(80)).hasValue(18080);
        assertThat(mapping.localPort(443)).hasValue(18443);
        assertThat(mapping.localPort(81)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    80            | "80" is not SERVICE_PORT=LOCAL_PORT
                    ''            | "" is not SERVICE_PORT=LOCAL_PORT
                    80=1=2        | "80=1=2" is not SERVICE_PORT=LOCAL_PORT
                    80=8080,      | "" is not SERVICE_PORT=LOCAL_PORT
                    http=8080     | "http" is not a port number from 1 to 65535
                    80=           | "" is not a port number from 1 to 65535
                    80=0          | "0" is not a port number from 1 to 65535
                    80=65536      | "65536" is not a port number from 1 to 65535
                    80=1,80=2     | service port 80 is there twice
                    80=1,81=1     | local port 1 is there twice
                    """)
    void saysWhatIsWrong(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortMapping.parse(text))
                .withMessage(
                        "--ports %s: %s; write it like 80=18080,443=18443."
                                .formatted(text, reason));
    }
}
