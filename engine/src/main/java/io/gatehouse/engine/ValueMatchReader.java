// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.routing.ValueMatch;

/// Istio's `StringMatch` as a condition; without anything, or with the expression `*`, it is
/// presence.
public final class ValueMatchReader {
    private ValueMatchReader() {}

    public static ValueMatch read(StringMatch match) {
        if (match.exact().isPresent()) {
            return new ValueMatch.Exact(match.exact().get());
        }
        if (match.prefix().isPresent()) {
            return new ValueMatch.StartsWith(match.prefix().get());
        }
        return match.regex()
                .filter(regex -> !regex.equals("*"))
                .<ValueMatch>map(ValueMatch.Regex::new)
                .orElseGet(ValueMatch.Present::new);
    }
}
