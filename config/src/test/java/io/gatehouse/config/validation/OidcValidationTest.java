// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OidcValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        Judged.feature(
                                "oidc",
                                "issuer: 'https://id.example.com', tokenEndpoint: 'https://id.example.com/token', service: {host: a, port: 80}, clientId: c, secretName: s, redirectPath: /back, logoutPath: /out, scopes: [email], cookiePrefix: shop-, cookieDomain: example.com, forwardToken: true, passThrough: [{header: a, exact: b}], denyRedirect: [{header: ':path', prefix: /api}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    clientId: c, secretName: s | ERROR MISSING_FIELD .issuer
                    authorizationEndpoint: 'http://a/b', clientId: c, secretName: s | ERROR MISSING_FIELD .issuer
                    issuer: id.example.com, clientId: c, secretName: s | ERROR INVALID_VALUE .issuer
                    issuer: 'http://a', endSessionEndpoint: 'ftp://a', clientId: c, secretName: s | ERROR INVALID_VALUE .endSessionEndpoint
                    issuer: 'http://a', secretName: s | ERROR MISSING_FIELD .clientId
                    issuer: 'http://a', clientId: c | ERROR MISSING_FIELD .secretName
                    issuer: 'http://a', service: {host: '', port: 1}, clientId: c, secretName: s | ERROR INVALID_VALUE .service.host
                    issuer: 'http://a', redirectPath: back, clientId: c, secretName: s | ERROR INVALID_VALUE .redirectPath
                    issuer: 'http://a', redirectPath: /a, logoutPath: /a, clientId: c, secretName: s | ERROR INVALID_VALUE .logoutPath
                    issuer: 'http://a', scopes: [''], clientId: c, secretName: s | ERROR MISSING_FIELD .scopes[0]
                    issuer: 'http://a', cookiePrefix: 'a b', clientId: c, secretName: s | ERROR INVALID_VALUE .cookiePrefix
                    issuer: 'http://a', cookieDomain: 'a b', clientId: c, secretName: s | ERROR INVALID_VALUE .cookieDomain
                    issuer: 'http://a', passThrough: [{header: 'a b'}], clientId: c, secretName: s | ERROR INVALID_VALUE .passThrough[0].header
                    issuer: 'http://a', denyRedirect: [{header: a, exact: b, prefix: c}], clientId: c, secretName: s | ERROR INVALID_VALUE .denyRedirect[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("oidc", yaml))
                .containsExactly(Judged.below("spec.oidc", finding));
    }
}
