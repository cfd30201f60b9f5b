// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {
    @Test
    void whatIsWrittenIsReadBackInItsOrder() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", List.of("a\n\"b\"", 1L, 2.5, true, false));
        tree.put("a", Map.of());
        tree.put("m", List.of());

        assertThat(JsonText.compact(tree))
                .isEqualTo("{\"z\":[\"a\\n\\\"b\\\"\",1,2.5,true,false],\"a\":{},\"m\":[]}");
        assertThat(JsonText.parse(JsonText.compact(tree))).isEqualTo(tree);
        assertThat(JsonText.pretty(tree))
                .isEqualTo(
                        """
                        {
                            "z": [
                                "a\\n\\"b\\"",
                                1,
                                2.5,
                                true,
                                false
                            ],
                            "a": {},
                            "m": []
                        }
                        """);
        assertThat(JsonText.compact(JsonText.parse(JsonText.pretty(tree))))
                .isEqualTo(JsonText.compact(tree));
    }

    @Test
    void nullFieldsAreLeftOut() throws IOException {
        assertThat(JsonText.parse("{\"a\":null,\"b\":1}")).isEqualTo(Map.of("b", 1L));
    }

    @Test
    void nullInListsIsKeptWhereItIsAskedFor() throws IOException {
        assertThat(JsonText.compact(JsonText.parseOpen("{\"a\":null,\"b\":[1,null,[null]]}")))
                .isEqualTo("{\"b\":[1,null,[null]]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "1", "{} {}", "[null]", "{\"a\":", "{\"a\":1e}"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(IOException.class);
    }
}
