// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One JSON Web Key, as Envoy judges it (RFC 7517, 7518 and 8037).
final class WebKeyReader {
    private static final int SHORTEST_RSA = 1024;
    private static final int LONGEST_RSA = 8192;
    private static final Set<BigInteger> EXPONENTS =
            Set.of(BigInteger.valueOf(3), BigInteger.valueOf(65_537));
    private static final int ED25519_BYTES = 32;

    private WebKeyReader() {}

    sealed interface Result {}

    /// @param key what there is to say of it, without a private part
    record Usable(Map<String, String> key) implements Result {}

    record Unusable(String why) implements Result {}

    /// It encrypts.
    record ForOtherPurposes() implements Result {}

    private static final class UnusableKey extends Exception {
        private static final long serialVersionUID = 1;

        UnusableKey(String why) {
            super(why);
        }
    }

    static Result read(Object key) {
        if (!(key instanceof Map<?, ?> fields)) {
            return new Unusable("it is no JSON object");
        }
        try {
            if (encrypts(text(fields, "alg", ""))) {
                return new ForOtherPurposes();
            }
            Map<String, String> usable = new TreeMap<>();
            String type = text(fields, "kty", "");
            switch (type) {
                case "RSA" -> rsa(fields, usable);
                case "EC" -> ec(fields, usable);
                case "OKP" -> okp(fields, usable);
                case "oct" -> oct(fields, usable);
                default ->
                        throw new UnusableKey(
                                "found kty \"%s\" (expected: RSA, EC, OKP or oct)".formatted(type));
            }
            usable.put("kty", type);
            for (String name : Set.of("kid", "alg")) {
                String value = text(fields, name, "");
                if (!value.isEmpty()) {
                    usable.put(name, value);
                }
            }
            return new Usable(usable);
        } catch (UnusableKey e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static boolean encrypts(String algorithm) {
        return algorithm.startsWith("RSA")
                || algorithm.startsWith("ECDH")
                || algorithm.startsWith("A1")
                || algorithm.startsWith("A2")
                || algorithm.equals("dir");
    }

    private static void rsa(Map<?, ?> fields, Map<String, String> usable) throws UnusableKey {
        algorithm(fields, Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"));
        BigInteger modulus = number(fields, "n");
        int bits = modulus.bitLength();
        if (bits < SHORTEST_RSA || bits > LONGEST_RSA || !modulus.testBit(0)) {
            throw new UnusableKey(
                    "found n with %d bits (expected: an odd number of %d to %d bits)"
                            .formatted(bits, SHORTEST_RSA, LONGEST_RSA));
        }
        if (!EXPONENTS.contains(number(fields, "e"))) {
            throw new UnusableKey("found another e than 65537 (AQAB) or 3 (Aw)");
        }
        copy(fields, usable, "n", "e");
    }

    private static void ec(Map<?, ?> fields, Map<String, String> usable) throws UnusableKey {
        String name = text(fields, "crv", "");
        Curve curve =
                Curve.named(name)
                        .orElseThrow(() ->
                                new UnusableKey(
                                        "found crv \"%s\" (expected: P-256, P-384 or P-521)"
                                                .formatted(name)));
        algorithm(fields, Set.of(curve.algorithm()));
        if (!curve.has(number(fields, "x"), number(fields, "y"))) {
            throw new UnusableKey("x and y are no point of the curve " + name);
        }
        usable.put("crv", name);
        copy(fields, usable, "x", "y");
    }

    private static void okp(Map<?, ?> fields, Map<String, String> usable) throws UnusableKey {
        String name = text(fields, "crv", "");
        if (!name.equals("Ed25519")) {
            throw new UnusableKey("found crv \"%s\" (expected: Ed25519)".formatted(name));
        }
        algorithm(fields, Set.of("EdDSA"));
        if (bytes(fields, "x").length != ED25519_BYTES) {
            throw new UnusableKey("found x with another length than 32 bytes");
        }
        usable.put("crv", name);
        copy(fields, usable, "x");
    }

    private static void oct(Map<?, ?> fields, Map<String, String> usable) throws UnusableKey {
        algorithm(fields, Set.of("HS256", "HS384", "HS512"));
        if (bytes(fields, "k").length == 0) {
            throw new UnusableKey("found an empty k");
        }
        copy(fields, usable, "k");
    }

    private static void algorithm(Map<?, ?> fields, Set<String> allowed) throws UnusableKey {
        String found = text(fields, "alg", "");
        if (!found.isEmpty() && !allowed.contains(found)) {
            throw new UnusableKey(
                    "found alg \"%s\" (expected: %s)"
                            .formatted(
                                    found, String.join(", ", allowed.stream().sorted().toList())));
        }
    }

    private static void copy(Map<?, ?> fields, Map<String, String> usable, String... names)
            throws UnusableKey {
        for (String name : names) {
            usable.put(
                    name,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(fields, name)));
        }
    }

    private static BigInteger number(Map<?, ?> fields, String name) throws UnusableKey {
        return new BigInteger(1, bytes(fields, name));
    }

    private static byte[] bytes(Map<?, ?> fields, String name) throws UnusableKey {
        if (!(fields.get(name) instanceof String text)) {
            throw new UnusableKey(name + " is missing");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new UnusableKey(name + " is not encoded as base64url");
        }
    }

    private static String text(Map<?, ?> fields, String name, String absent) throws UnusableKey {
        Object value = fields.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof String text) {
            return text;
        }
        throw new UnusableKey(name + " is no text");
    }
}
