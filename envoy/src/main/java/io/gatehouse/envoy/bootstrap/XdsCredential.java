// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

/// What a proxy says at the start of each stream to prove who it is. `toString` never shows it.
public sealed interface XdsCredential {
    record None() implements XdsCredential {}

    /// A bearer token that stays as it is.
    record Token(String token) implements XdsCredential {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /// A bearer token that somebody renews: each stream starts with the one that is there then.
    record TokenFile(FileSecret.Token file) implements XdsCredential {}
}
