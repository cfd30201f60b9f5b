// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationPolicyValidationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "action: ALLOW",
                "rules: [{}]",
                "action: DENY, rules: [{}]",
                "action: AUDIT",
                "selector: {matchLabels: {a: b}}, rules: [{from: [{source: {principals: ['*']}}]}]",
                "rules: [{from: [{source: {ipBlocks: [10.0.0.1, 10.0.0.0/8, '2001:db8::/32']}}]}]",
                "rules: [{from: [{source: {serviceAccounts: [a, b/c]}}]}]",
                "rules: [{from: [{source: {trustDomains: [a, '*.b'], notTrustDomains: ['c*']}}]}]",
                "rules: [{to: [{operation: {paths: [/a, /b*, '*/c', '*', '/d/{*}/e/{**}', '/{**}/f'], ports: ['0', '65535']}}]}]",
                "rules: [{when: [{key: 'request.headers[x-a]', values: [a]}, {key: 'request.auth.claims[a][b]', notValues: [c]}]}]",
                "rules: [{when: [{key: 'experimental.envoy.filters.http.jwt_authn[a]', values: ['[a]']}]}]",
                "rules: [{when: [{key: connection.sni, values: ['*.a']}, {key: destination.port, values: ['80']}]}]",
                "rules: [{when: [{key: source.ip, values: [10.0.0.1]}, {key: source.serviceAccount, values: [a]}]}]",
                "action: CUSTOM, provider: {name: a}, rules: [{to: [{operation: {paths: [/a]}}], from: [{source: {ipBlocks: [10.0.0.1]}}]}]"
            })
    void whatIsAllowedGivesNoFinding(String spec) {
        assertThat(spec(spec)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    action: DENY | ERROR MISSING_FIELD .rules
                    action: CUSTOM, provider: {name: a} | ERROR MISSING_FIELD .rules
                    action: CUSTOM, rules: [{}] | ERROR MISSING_FIELD .provider.name
                    action: CUSTOM, provider: {}, rules: [{}] | ERROR MISSING_FIELD .provider.name
                    provider: {name: a} | ERROR INVALID_VALUE .provider
                    rules: [{from: [{}]}] | ERROR MISSING_FIELD .rules[0].from[0].source
                    rules: [{from: [{source: {}}]}] | ERROR MISSING_FIELD .rules[0].from[0].source
                    rules: [{from: [{source: {principals: ['']}}]}] | ERROR MISSING_FIELD .rules[0].from[0].source.principals[0]
                    rules: [{from: [{source: {notNamespaces: ['']}}]}] | ERROR MISSING_FIELD .rules[0].from[0].source.notNamespaces[0]
                    rules: [{from: [{source: {principals: [a*b]}}]}] | WARNING INVALID_VALUE .rules[0].from[0].source.principals[0]
                    rules: [{from: [{source: {requestPrincipals: ['*a*']}}]}] | WARNING INVALID_VALUE .rules[0].from[0].source.requestPrincipals[0]
                    rules: [{from: [{source: {ipBlocks: [10.0.0.256]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.ipBlocks[0]
                    rules: [{from: [{source: {notIpBlocks: [10.0.0.0/33]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.notIpBlocks[0]
                    rules: [{from: [{source: {remoteIpBlocks: [example.com]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.remoteIpBlocks[0]
                    rules: [{from: [{source: {notRemoteIpBlocks: ['2001:db8::/129']}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.notRemoteIpBlocks[0]
                    rules: [{from: [{source: {serviceAccounts: [a/b/c]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.serviceAccounts[0]
                    rules: [{from: [{source: {serviceAccounts: [a/]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.serviceAccounts[0]
                    rules: [{from: [{source: {notServiceAccounts: ['a/*']}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.notServiceAccounts[0]
                    rules: [{from: [{source: {serviceAccounts: [a], namespaces: [b]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.serviceAccounts
                    rules: [{to: [{}]}] | ERROR MISSING_FIELD .rules[0].to[0].operation
                    rules: [{to: [{operation: {}}]}] | ERROR MISSING_FIELD .rules[0].to[0].operation
                    rules: [{to: [{operation: {methods: ['']}}]}] | ERROR MISSING_FIELD .rules[0].to[0].operation.methods[0]
                    rules: [{to: [{operation: {ports: [http]}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.ports[0]
                    rules: [{to: [{operation: {notPorts: ['65536']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.notPorts[0]
                    rules: [{to: [{operation: {paths: ['a/{*}']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.paths[0]
                    rules: [{to: [{operation: {paths: ['/a{*}']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.paths[0]
                    rules: [{to: [{operation: {paths: ['/{*}/{name}']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.paths[0]
                    rules: [{to: [{operation: {paths: ['/{*}/*']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.paths[0]
                    rules: [{to: [{operation: {notPaths: ['/{**}/{*}']}}]}] | ERROR INVALID_VALUE .rules[0].to[0].operation.notPaths[0]
                    rules: [{to: [{operation: {hosts: [a.*.b]}}]}] | WARNING INVALID_VALUE .rules[0].to[0].operation.hosts[0]
                    rules: [{when: [{values: [a]}]}] | ERROR MISSING_FIELD .rules[0].when[0].key
                    rules: [{when: [{key: source.ip}]}] | ERROR MISSING_FIELD .rules[0].when[0]
                    rules: [{when: [{key: source.ip, values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].values[0]
                    rules: [{when: [{key: destination.port, notValues: ['-1']}]}] | ERROR INVALID_VALUE .rules[0].when[0].notValues[0]
                    rules: [{when: [{key: source.principal, values: ['']}]}] | ERROR MISSING_FIELD .rules[0].when[0].values[0]
                    rules: [{when: [{key: sourceip, values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: 'destination.labels[a]', values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: destination.namespace, values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: request.headers, values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: 'request.headers[]', values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: 'request.headers[a b]', values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: 'request.auth.claims[a', values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    rules: [{when: [{key: experimental.envoy.filters.a, values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    action: CUSTOM, provider: {name: a}, rules: [{from: [{source: {principals: [a]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.principals
                    action: CUSTOM, provider: {name: a}, rules: [{from: [{source: {notRequestPrincipals: [a]}}]}] | ERROR INVALID_VALUE .rules[0].from[0].source.notRequestPrincipals
                    action: CUSTOM, provider: {name: a}, rules: [{when: [{key: 'request.auth.claims[a]', values: [a]}]}] | ERROR INVALID_VALUE .rules[0].when[0].key
                    selector: {matchLabels: {a: b}}, targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: a}] | ERROR INVALID_VALUE ''
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding.replace("''", "")));
    }

    @Test
    void anAnnotationThatIsNoAnswerIsTold() {
        assertThat(annotated("maybe", "rules: [{}]"))
                .containsExactly(
                        "WARNING INVALID_VALUE metadata.annotations[\"istio.io/dry-run\"]");
        assertThat(annotated("true", "action: CUSTOM, provider: {name: a}, rules: [{}]"))
                .containsExactly(
                        "WARNING INVALID_VALUE metadata.annotations[\"istio.io/dry-run\"]");
        assertThat(annotated("false", "rules: [{}]")).isEmpty();
        assertThat(annotated("T", "rules: [{}]")).isEmpty();
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }

    private static List<String> annotated(String dryRun, String spec) {
        return Judged.problems(
                "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, annotations: {istio.io/dry-run: '%s'}}, spec: {%s}}"
                        .formatted(dryRun, spec));
    }
}
