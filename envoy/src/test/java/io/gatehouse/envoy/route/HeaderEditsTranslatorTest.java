// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static io.gatehouse.envoy.Samples.edits;
import static io.gatehouse.envoy.Samples.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.gatehouse.routing.HeaderEdits.Edits;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class HeaderEditsTranslatorTest {
    @Test
    void setsBeforeItAddsAndBothSorted() {
        Edits edits = edits(map("x-b", "2", "x-a", "1"), map("x-a", "3"));

        assertThat(HeaderEditsTranslator.additions(edits))
                .extracting(
                        option -> option.getHeader().getKey(),
                        option -> option.getHeader().getValue(),
                        HeaderValueOption::getAppendAction)
                .containsExactly(
                        Tuple.tuple("x-a", "1", HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD),
                        Tuple.tuple("x-b", "2", HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD),
                        Tuple.tuple("x-a", "3", HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD));
    }

    @Test
    void leavesOutWhatEnvoyRefuses() {
        Edits edits =
                edits(
                        map(":path", "/", "Host", "a", "x", "1"),
                        map(":scheme", "https"),
                        "HOST",
                        ":method",
                        "x-gone");

        assertThat(HeaderEditsTranslator.additions(edits))
                .extracting(option -> option.getHeader().getKey())
                .containsExactly("x");
        assertThat(HeaderEditsTranslator.removals(edits)).containsExactly("x-gone");
    }

    @Test
    void hostBecomesTheAuthority() {
        assertThat(HeaderEditsTranslator.authority(edits(map("HOST", "set"), map("host", "add"))))
                .contains("set");
        assertThat(HeaderEditsTranslator.authority(edits(map(), map(":authority", "add"))))
                .contains("add");
        assertThat(HeaderEditsTranslator.authority(edits(map("x", "1"), map(), "host"))).isEmpty();
    }
}
