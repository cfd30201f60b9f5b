// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void whoeverHasMuchDoesNotKeepOthersWaiting() {
        Turns<String> turns = new Turns<>();
        for (String item : List.of("a1", "a2", "a3", "b1", "c1", "c2")) {
            turns.add(item.substring(0, 1), item);
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taken.add(turns.next());
        }
        assertThat(taken).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    }
}
