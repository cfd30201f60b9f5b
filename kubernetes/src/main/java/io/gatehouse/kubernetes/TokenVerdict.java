// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

/// What the API server says of a token.
public sealed interface TokenVerdict {
    /// It is that service account's.
    record Accepted(String namespace, String serviceAccount) implements TokenVerdict {}

    /// @param why for whoever set up the proxy; says nothing of the token
    record Rejected(String why) implements TokenVerdict {}
}
