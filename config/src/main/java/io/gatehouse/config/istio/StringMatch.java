// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// At most one of the three is set. `regex` is RE2 and must match the whole value.
public record StringMatch(
        Optional<String> exact, Optional<String> prefix, Optional<String> regex) {}
