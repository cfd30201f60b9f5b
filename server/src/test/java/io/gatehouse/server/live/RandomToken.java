// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The token of a request, if there is one, and what is in it.
///
/// @param text empty for none
/// @param genuine whether it was signed by whom it names, and has not expired
/// @param claims texts, lists of texts, and maps of such; and what is none of these
record RandomToken(String text, boolean genuine, Map<String, Object> claims) {
    static final String OTHER_ISSUER = "https://other.example.com";

    private static final String UNKNOWN_ISSUER = "https://unknown.example.com";
    private static final String CLAIM = "request.auth.claims[";
    private static final TokenSigner SIGNER = TokenSigner.create("one");
    private static final TokenSigner STRANGER = TokenSigner.create("two");

    RandomToken {
        claims = new TreeMap<>(claims);
    }

    static RandomToken roll(Dice dice) {
        if (dice.once(5)) {
            return new RandomToken("", true, Map.of());
        }
        if (dice.once(20)) {
            return new RandomToken("no.token", false, Map.of());
        }
        Map<String, Object> claims = new TreeMap<>();
        claims.put(
                "iss",
                dice.once(10)
                        ? UNKNOWN_ISSUER
                        : dice.one(List.of(TokenSigner.ISSUER, OTHER_ISSUER)));
        maybe(dice, claims, "sub", List.of("alice", "bob", "team/alice"));
        maybe(dice, claims, "aud", List.of("shop", List.of("shop", "client"), List.of("client")));
        maybe(dice, claims, "azp", List.of("client", "other"));
        List<Object> groups =
                List.of("dev", List.of("dev", "admin"), List.of(), List.of("operators"), true, 7);
        maybe(dice, claims, "groups", groups);
        maybe(dice, claims, "realm", groups.stream().map(each -> Map.of("roles", each)).toList());
        maybe(dice, claims, "scope", List.of("read", "read write", List.of("write")));
        boolean expired = dice.once(10);
        if (expired) {
            claims.put("exp", 1_000_000_000);
        }
        boolean foreign = dice.once(10);
        return new RandomToken(
                (foreign ? STRANGER : SIGNER).sign(json(claims)), !expired && !foreign, claims);
    }

    private static void maybe(Dice dice, Map<String, Object> claims, String name, List<?> values) {
        if (!dice.once(4)) {
            claims.put(name, dice.one(values));
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(RandomToken::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
    }

    /// Who looks at tokens of those issuers; the other one's must be for `shop`.
    static String policy(Set<String> issuers) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: istio-system}
        spec:
          jwtRules:
        """
                + issuers.stream()
                        .map(issuer ->
                                "  - {issuer: %s, jwks: '%s'%s}\n"
                                        .formatted(
                                                issuer,
                                                SIGNER.keySet(),
                                                issuer.equals(OTHER_ISSUER)
                                                        ? ", audiences: [shop]"
                                                        : ""))
                        .collect(Collectors.joining());
    }

    boolean isGoodFor(Set<String> issuers) {
        return text.isEmpty()
                || (genuine
                        && issuers.contains(claim("iss"))
                        && (!claim("iss").equals(OTHER_ISSUER) || values("aud").contains("shop")));
    }

    private String claim(String name) {
        return claims.get(name) instanceof String text ? text : "";
    }

    boolean has(String what, String value, boolean wide) {
        return switch (what) {
            case "requestPrincipals", "request.auth.principal" -> principal(value, wide);
            case "request.auth.audiences" -> any("aud", value);
            case "request.auth.presenter" -> any("azp", value);
            case "request.auth.claims[realm][roles]" -> any("realm", value);
            default -> {
                if (!what.startsWith(CLAIM)) {
                    throw new IllegalArgumentException(what);
                }
                yield any(what.substring(CLAIM.length(), what.length() - 1), value);
            }
        };
    }

    /// `ISSUER/SUBJECT`. Where it lets in, the last slash of a pattern is the one between them.
    private boolean principal(String pattern, boolean wide) {
        String issuer = claim("iss");
        String subject = claim("sub");
        if (issuer.isEmpty() || subject.isEmpty()) {
            return false;
        }
        int slash = pattern.lastIndexOf('/');
        boolean apart =
                slash < 0
                        || (pattern.startsWith("*")
                                ? subject.equals(pattern.substring(slash + 1))
                                : issuer.equals(pattern.substring(0, slash)));
        return (wide || apart) && PolicyText.matches(pattern, issuer + "/" + subject);
    }

    private boolean any(String claim, String pattern) {
        return values(claim).stream().anyMatch(value -> PolicyText.matchesSome(pattern, value));
    }

    /// A text is one value, but of `scope` each word is; of what is neither text nor list, there
    /// are none.
    private List<String> values(String claim) {
        Object value = claims.get(claim);
        if (value instanceof Map<?, ?> map) {
            value = map.get("roles");
        }
        return switch (value) {
            case String text when claim.equals("scope") -> List.of(text.split(" "));
            case String text -> List.of(text);
            case List<?> list -> list.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }
}
