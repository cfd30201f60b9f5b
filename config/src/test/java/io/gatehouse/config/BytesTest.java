// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BytesTest {
    @Test
    void base64MayHoldLineBreaks() {
        assertThat(Bytes.base64("aGVs\nbG8=\r\n")).isEqualTo(Bytes.utf8("hello"));
        assertThat(Bytes.utf8("hello").base64()).isEqualTo("aGVsbG8=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGVsbG8", "aGVs bG8", "aGVsbG8-", "a", "===="})
    void whatIsNotBase64(String text) {
        assertThatThrownBy(() -> Bytes.base64(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theContentCannotBeChangedAndDoesNotShow() {
        byte[] content = {1, 2};
        Bytes bytes = Bytes.of(content);
        content[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2})).hasToString("2 bytes");
        assertThat(bytes.hashCode()).isEqualTo(Bytes.of(new byte[] {1, 2}).hashCode());
        assertThat(bytes).isNotEqualTo(Bytes.of(new byte[] {1, 3}));
    }
}
