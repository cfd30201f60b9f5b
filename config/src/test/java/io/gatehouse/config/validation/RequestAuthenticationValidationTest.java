// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestAuthenticationValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(spec("")).isEmpty();
        assertThat(
                        spec(
                                "selector: {matchLabels: {a: b}}, jwtRules: [{issuer: a, jwks: nothing, audiences: [b],"
                                        + " from_headers: [{name: x-a, prefix: 'JWT '}], fromParams: [t], fromCookies: [s],"
                                        + " outputPayloadToHeader: x-p, outputClaimToHeaders: [{header: x-c, claim: a.b}],"
                                        + " timeout: 1s, spaceDelimitedClaims: [roles]},"
                                        + " {jwksUri: 'https://issuer.example.com:8443/keys?a=b'}, {issuer: a}]"))
                .isEmpty();
        assertThat(
                        spec(
                                "targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: a},"
                                        + " {kind: Service, name: a}, {group: core, kind: Service, name: a},"
                                        + " {group: networking.istio.io, kind: ServiceEntry, name: a},"
                                        + " {group: gateway.networking.k8s.io, kind: GatewayClass, name: a}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jwtRules: [{}] | ERROR MISSING_FIELD .jwtRules[0].issuer
                    jwtRules: [{jwks: a}] | ERROR MISSING_FIELD .jwtRules[0].issuer
                    jwtRules: [{issuer: a, jwksUri: keys.json}] | ERROR INVALID_VALUE .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, jwksUri: 'ftp://a.test/keys'}] | ERROR INVALID_VALUE .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, jwksUri: 'https:///keys'}] | ERROR INVALID_VALUE .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, jwksUri: 'https://a b/keys'}] | ERROR INVALID_VALUE .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, jwksUri: 'https://a.test:99999/keys'}] | ERROR INVALID_VALUE .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, jwksUri: 'https://a.test', jwks: b}] | INFO NO_EFFECT .jwtRules[0].jwksUri
                    jwtRules: [{issuer: a, audiences: ['']}] | ERROR MISSING_FIELD .jwtRules[0].audiences[0]
                    jwtRules: [{issuer: a, fromHeaders: [{prefix: a}]}] | ERROR MISSING_FIELD .jwtRules[0].fromHeaders[0].name
                    jwtRules: [{issuer: a, fromHeaders: [{name: 'a b'}]}] | ERROR INVALID_VALUE .jwtRules[0].fromHeaders[0].name
                    jwtRules: [{issuer: a, fromHeaders: [{name: a, prefix: "a\\nb"}]}] | ERROR INVALID_VALUE .jwtRules[0].fromHeaders[0].prefix
                    jwtRules: [{issuer: a, fromParams: ['']}] | ERROR MISSING_FIELD .jwtRules[0].fromParams[0]
                    jwtRules: [{issuer: a, fromCookies: ['']}] | ERROR MISSING_FIELD .jwtRules[0].fromCookies[0]
                    jwtRules: [{issuer: a, spaceDelimitedClaims: ['']}] | ERROR MISSING_FIELD .jwtRules[0].spaceDelimitedClaims[0]
                    jwtRules: [{issuer: a, outputPayloadToHeader: ':path'}] | ERROR INVALID_VALUE .jwtRules[0].outputPayloadToHeader
                    jwtRules: [{issuer: a, outputClaimToHeaders: [{claim: a}]}] | ERROR MISSING_FIELD .jwtRules[0].outputClaimToHeaders[0].header
                    jwtRules: [{issuer: a, outputClaimToHeaders: [{header: a}]}] | ERROR MISSING_FIELD .jwtRules[0].outputClaimToHeaders[0].claim
                    jwtRules: [{issuer: a, timeout: 0s}] | ERROR INVALID_VALUE .jwtRules[0].timeout
                    selector: {} | WARNING INVALID_VALUE .selector.matchLabels
                    selector: {matchLabels: {a: '*'}} | ERROR INVALID_VALUE .selector.matchLabels["a"]
                    selector: {matchLabels: {a: b}}, targetRef: {kind: Service, name: a} | ERROR INVALID_VALUE ''
                    targetRef: {kind: Service} | ERROR MISSING_FIELD .targetRef.name
                    targetRef: {name: a} | ERROR MISSING_FIELD .targetRef.kind
                    targetRef: {kind: Deployment, group: apps, name: a} | ERROR INVALID_VALUE .targetRef
                    targetRefs: [{kind: Service, name: a, namespace: b}] | ERROR INVALID_VALUE .targetRefs[0].namespace
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding.replace(" ''", "")));
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
