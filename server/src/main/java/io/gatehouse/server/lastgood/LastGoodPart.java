// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.util.List;

/// Some lines of one of the files that a [LastGood] keeps.
public record LastGoodPart(String file, List<String> lines) {
    public LastGoodPart {
        lines = List.copyOf(lines);
    }
}
