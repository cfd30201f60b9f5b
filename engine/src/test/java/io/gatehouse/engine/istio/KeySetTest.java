// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kinds of keys are shown by the golden case `request-authentication/kinds-of-keys`.
class KeySetTest {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private static String key(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVES.getOrDefault(curve, "")));
        ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(curve, number(key.getW().getAffineX()), number(key.getW().getAffineY()));
    }

    private static String number(BigInteger number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
    }

    private static KeySet set(String keys) {
        return KeySet.read("{\"keys\":[%s]}".formatted(keys));
    }

    @ParameterizedTest
    @CsvSource({"P-256", "P-384", "P-521"})
    void pointsOfEachCurveAreKeysAndOthersAreNot(String curve) throws GeneralSecurityException {
        KeySet set = set(key(curve));
        assertThat(set.problems()).isEmpty();
        assertThat(set.usable()).hasValueSatisfying(keys -> assertThat(keys).contains(curve));

        String other = key(curve);
        String x = other.substring(other.indexOf("\"x\""), other.indexOf(",\"y\""));
        String moved = key(curve).replaceFirst("\"x\":\"[^\"]*\"", x);
        assertThat(set(moved).problems()).singleElement().asString().contains("no point");
        assertThat(set(moved).usable()).isEmpty();
    }

    @Test
    void keysThatEncryptAreNotTold() throws GeneralSecurityException {
        String encrypts =
                "{\"kty\":\"RSA\",\"use\":\"enc\",\"alg\":\"RSA-OAEP\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";

        assertThat(set(encrypts + "," + key("P-256")).problems()).isEmpty();
        assertThat(set(encrypts).problems()).hasSize(1);
        assertThat(set(encrypts).usable()).isEmpty();
    }

    @Test
    void whatIsNotPublicOrNotAskedForGoesNoFurther() throws GeneralSecurityException {
        String key = key("P-256").replace("{", "{\"d\":\"AQAB\",\"x5c\":[\"a\"],\"kid\":\"k\",");

        assertThat(set(key).usable())
                .hasValueSatisfying(keys ->
                        assertThat(keys).contains("\"kid\":\"k\"").doesNotContain("\"d\"", "x5c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | no JSON object
                    'null' | no JSON object
                    '[1, 2]' | no list
                    '{"keys": {}}' | no list
                    '{"keys": []}' | no key that verifies
                    '{"keys": [null]}' | no JSON object
                    '{"keys": [{}]}' | found kty ""
                    '{"keys": [{"kty": 5}]}' | kty is no text
                    '{"keys": [{"kty": "RSA", "alg": "HS256", "n": "AQAB", "e": "AQAB"}]}' | expected: PS256
                    '{"keys": [{"kty": "oct", "k": "AQ", "alg": "RS256"}]}' | expected: HS256
                    """)
    void whatCannotBeUsedIsTold(String document, String problem) {
        KeySet set = KeySet.read(document);

        assertThat(set.usable()).isEmpty();
        assertThat(set.problems()).singleElement().asString().contains(problem);
    }
}
