// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// The tokens of one issuer, where they are looked for and what becomes of them.
///
/// @param issuer empty means any
/// @param audiences of which a token must name one; empty means that its audience is not looked at
/// @param keys a JSON Web Key Set, in which all keys can be used; absent where none is known, and
///   every token is refused
/// @param headers where tokens are looked for, as `parameters` of the query and `cookies` are;
///   without any of the three it is `Authorization` and the parameter `access_token`
/// @param forwarded whether the token goes on upstream
/// @param payloadHeader which the token's payload goes upstream in
/// @param claimHeaders which single claims go upstream in
/// @param wordClaims claims whose words, parted by spaces, are values of their own
public record TokenIssuer(
        String issuer,
        List<String> audiences,
        Optional<String> keys,
        List<TokenHeader> headers,
        List<String> parameters,
        List<String> cookies,
        boolean forwarded,
        Optional<String> payloadHeader,
        List<ClaimHeader> claimHeaders,
        List<String> wordClaims) {
    public TokenIssuer {
        audiences = List.copyOf(audiences);
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
        cookies = List.copyOf(cookies);
        claimHeaders = List.copyOf(claimHeaders);
        wordClaims = List.copyOf(wordClaims);
    }

    /// @param prefix of the value, before the token
    public record TokenHeader(String name, String prefix) {}

    /// @param claim names that lead to it, joined by dots
    public record ClaimHeader(String header, String claim) {}
}
