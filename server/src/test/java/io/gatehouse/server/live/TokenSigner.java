// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/// Signs tokens with an RSA key of its own.
final class TokenSigner {
    static final String ISSUER = "https://issuer.example.com";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String keyId;
    private final KeyPair keys;

    private TokenSigner(String keyId, KeyPair keys) {
        this.keyId = keyId;
        this.keys = keys;
    }

    static TokenSigner create(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TokenSigner(keyId, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// The set that holds its public key alone.
    String keySet() {
        return "{\"keys\":[%s]}".formatted(key());
    }

    String keySetWith(TokenSigner other) {
        return "{\"keys\":[%s,%s]}".formatted(key(), other.key());
    }

    private String key() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
        {"kid":"%s","kty":"RSA","alg":"RS256","n":"%s","e":"%s"}\
        """
                .formatted(keyId, number(key.getModulus()), number(key.getPublicExponent()));
    }

    /// A token of [#ISSUER] that does not expire.
    ///
    /// @param claims more of them, such as `"sub": "a"`; may be empty
    String token(String claims) {
        return sign("{\"iss\":\"%s\"%s}".formatted(ISSUER, claims.isEmpty() ? "" : "," + claims));
    }

    String sign(String payload) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(keyId);
        String signed = base64(header) + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = new byte[bytes.length - sign];
        System.arraycopy(bytes, sign, magnitude, 0, magnitude.length);
        return BASE64.encodeToString(magnitude);
    }
}
