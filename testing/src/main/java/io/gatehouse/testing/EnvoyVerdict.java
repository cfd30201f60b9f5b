// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.util.List;

/// What Envoy says of a configuration.
///
/// @param words its warnings and errors; warnings come with accepted configurations too
public record EnvoyVerdict(boolean accepted, List<String> words) {
    public EnvoyVerdict {
        words = List.copyOf(words);
    }
}
