// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VirtualServiceValidationTest {
    private static final String ROUTE = "route: [{destination: {host: a}}]";

    @Test
    void whatIsTranslatedGivesNoFinding() {
        assertThat(
                        Judged.findings(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: VirtualService
                                metadata: {name: v}
                                spec:
                                  hosts: [shop.example.com, "*.shop.org", 10.0.0.1, short]
                                  gateways: [g, web/g, mesh]
                                  exportTo: ["*"]
                                  http:
                                  - name: a
                                    match:
                                    - name: m
                                      uri: {regex: "/a/(b|c)"}
                                      scheme: {exact: https}
                                      method: {exact: GET}
                                      authority: {prefix: shop}
                                      headers: {x-a: {exact: b}, ":path": {prefix: /}, x-any: {}}
                                      withoutHeaders: {x-b: {regex: "*"}}
                                      queryParams: {q: {regex: "[0-9]+"}}
                                      port: 443
                                      gateways: [g]
                                    - uri: {prefix: ""}
                                      ignoreUriCase: true
                                      port: 80
                                    rewrite: {uri: /x, authority: b}
                                    timeout: 1.5s
                                    retries: {attempts: 3, perTryTimeout: 2s, retryOn: "5xx,503,reset", retryRemoteLocalities: true}
                                    headers:
                                      request: {set: {x-a: "%REQ(x-b?:path):9%", b: "100%%"}, add: {x-c: d}, remove: [e]}
                                      response: {remove: [f]}
                                    route:
                                    - destination: {host: a.default.svc.cluster.local, port: {number: 80}}
                                      weight: 80
                                    - destination: {host: b}
                                      weight: 20
                                      headers: {request: {set: {":authority": c}}}
                                  - match: [{uri: {exact: /r}, port: 81}]
                                    redirect: {uri: /s, authority: t, port: 8080, scheme: https, redirectCode: 308}
                                  - match: [{uri: {exact: /d}, port: 81}]
                                    directResponse: {status: 503, body: {string: x}}
                                  - rewrite: {uriRegexRewrite: {match: "^/a/(.*)", rewrite: "/\\\\1"}}
                                    route: [{destination: {host: a}}]
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # rule                                                     | the one finding, below spec.http[0]
                    ROUTE, redirect: {uri: /a}                                 | ERROR INVALID_VALUE
                    name: a                                                    | ERROR MISSING_FIELD .route
                    redirect: {redirectCode: 301}                              | ERROR MISSING_FIELD .redirect
                    redirect: {uri: /a, redirectCode: 304}                     | ERROR INVALID_VALUE .redirect.redirectCode
                    redirect: {uri: /a, scheme: ftp}                           | ERROR INVALID_VALUE .redirect.scheme
                    redirect: {port: 80, derivePort: FROM_REQUEST_PORT}        | ERROR INVALID_VALUE .redirect
                    redirect: {port: 70000}                                    | ERROR INVALID_VALUE .redirect.port
                    redirect: {uri: /a}, rewrite: {uri: /a}                    | ERROR INVALID_VALUE .rewrite
                    directResponse: {status: 20}                               | ERROR INVALID_VALUE .directResponse.status
                    directResponse: {status: 200, body: {string: a, bytes: YQ==}} | ERROR INVALID_VALUE .directResponse.body
                    ROUTE, rewrite: {}                                         | ERROR MISSING_FIELD .rewrite
                    ROUTE, rewrite: {uri: /, uriRegexRewrite: {match: a, rewrite: b}} | ERROR INVALID_VALUE .rewrite
                    ROUTE, rewrite: {uriRegexRewrite: {match: (, rewrite: b}}  | ERROR INVALID_VALUE .rewrite.uriRegexRewrite.match
                    ROUTE, rewrite: {uriRegexRewrite: {match: a}}              | ERROR MISSING_FIELD .rewrite.uriRegexRewrite.rewrite
                    ROUTE, timeout: 0s                                         | ERROR INVALID_VALUE .timeout
                    ROUTE, timeout: 1.0001s                                    | ERROR INVALID_VALUE .timeout
                    ROUTE, retries: {attempts: -1}                             | ERROR INVALID_VALUE .retries.attempts
                    ROUTE, retries: {attempts: 0, retryOn: 5xx}                | ERROR INVALID_VALUE .retries.attempts
                    ROUTE, retries: {attempts: 1, retryOn: '5xx, reset'}       | ERROR INVALID_VALUE .retries.retryOn
                    ROUTE, retries: {attempts: 1, retryOn: 5xx, perTryTimeout: 1us} | ERROR INVALID_VALUE .retries.perTryTimeout
                    ROUTE, headers: {request: {set: {':path': a}}}             | ERROR INVALID_VALUE .headers.request.set[":path"]
                    ROUTE, headers: {request: {remove: [host]}}                | ERROR INVALID_VALUE .headers.request.remove[0]
                    ROUTE, headers: {response: {add: {'a b': c}}}              | ERROR INVALID_VALUE .headers.response.add["a b"]
                    ROUTE, headers: {response: {set: {a: '50%'}}}              | ERROR INVALID_VALUE .headers.response.set["a"]
                    ROUTE, headers: {response: {set: {a: "b\\nc"}}}            | ERROR INVALID_VALUE .headers.response.set["a"]
                    ROUTE, headers: {request: {set: {Host: b}}}, rewrite: {authority: c} | ERROR INVALID_VALUE
                    route: [{weight: 1}]                                       | ERROR MISSING_FIELD .route[0].destination
                    route: [{destination: {}}]                                 | ERROR MISSING_FIELD .route[0].destination.host
                    route: [{destination: {host: '*'}}]                        | ERROR INVALID_VALUE .route[0].destination.host
                    route: [{destination: {host: a, port: {}}}]                | ERROR INVALID_VALUE .route[0].destination.port.number
                    route: [{destination: {host: a, subset: b}}]               | WARNING NOT_SUPPORTED_YET .route[0].destination.subset
                    route: [{destination: {host: a}}, {destination: {host: b}}] | ERROR INVALID_VALUE .route
                    route: [{destination: {host: a}, weight: -1}]              | ERROR INVALID_VALUE .route[0].weight
                    ROUTE, match: [{uri: {exact: /a, prefix: /b}}]             | ERROR INVALID_VALUE .match[0].uri
                    ROUTE, match: [{uri: {regex: '(?!a)'}}]                    | ERROR INVALID_VALUE .match[0].uri.regex
                    ROUTE, match: [{method: {prefix: ''}}]                     | ERROR INVALID_VALUE .match[0].method.prefix
                    ROUTE, match: [{headers: {a: {regex: '*'}}}]               | ERROR INVALID_VALUE .match[0].headers["a"].regex
                    ROUTE, match: [{headers: {'a:': {exact: b}}}]              | ERROR INVALID_VALUE .match[0].headers["a:"]
                    ROUTE, match: [{port: 70000}]                              | ERROR INVALID_VALUE .match[0].port
                    ROUTE, match: [{gateways: [a/b/c]}]                        | ERROR INVALID_VALUE .match[0].gateways[0]
                    ROUTE, match: [{headers: {'@request.auth.claims.a..b': {exact: c}}}] | ERROR INVALID_VALUE .match[0].headers["@request.auth.claims.a..b"]
                    ROUTE, match: [{headers: {'@request.auth.claims[a': {exact: c}}}] | ERROR INVALID_VALUE .match[0].headers["@request.auth.claims[a"]
                    ROUTE, match: [{uri: {regex: '((a{100}){100}){10}'}}]       | ERROR INVALID_VALUE .match[0].uri.regex
                    """)
    void oneFinding(String rule, String finding) {
        int space = finding.indexOf(' ', finding.indexOf(' ') + 1);
        String code = space < 0 ? finding : finding.substring(0, space);
        String field = space < 0 ? "" : finding.substring(space + 1);

        assertThat(rules("{" + rule + "}")).containsExactly(code + " spec.http[0]" + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fault: {delay: {exponentialDelay: 1s}}             | .fault.delay.exponentialDelay
                    fault: {abort: {http2Error: a}}                    | .fault.abort.http2Error
                    fault: {abort: {httpStatus: 5}}                    | .fault.abort.httpStatus
                    fault: {delay: {percentage: {value: 101}, fixedDelay: 1s}} | .fault.delay.percentage.value
                    mirrorPercent: 101                                 | .mirrorPercent
                    mirrors: [{destination: {host: '*'}}]              | .mirrors[0].destination.host
                    corsPolicy: {allowMethods: [get]}                  | .corsPolicy.allowMethods[0]
                    corsPolicy: {allowOrigins: [{regex: '['}]}         | .corsPolicy.allowOrigins[0].regex
                    corsPolicy: {maxAge: 1.5s}                         | .corsPolicy.maxAge
                    corsPolicy: {exposeHeaders: ['a b']}               | .corsPolicy.exposeHeaders[0]
                    """)
    void policies(String policy, String field) {
        assertThat(rules("{" + ROUTE + ", " + policy + "}"))
                .contains("ERROR INVALID_VALUE spec.http[0]" + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hosts: [a.b, a.b], gateways: [g]                   | ERROR INVALID_VALUE spec.hosts[1]
                    hosts: ['*.b', a.b], gateways: [g]                 | ERROR INVALID_VALUE spec.hosts[1]
                    hosts: ['a:80'], gateways: [g]                     | ERROR INVALID_VALUE spec.hosts[0]
                    hosts: ['*'], gateways: [g, mesh]                  | ERROR INVALID_VALUE spec.hosts[0]
                    hosts: [a.b]                                       | INFO NO_EFFECT spec.gateways
                    hosts: [a.b], gateways: [mesh]                       | INFO NO_EFFECT spec.gateways
                    hosts: [a.b], gateways: [/g]                         | ERROR INVALID_VALUE spec.gateways[0]
                    hosts: [a.b], gateways: [g.web]                      | WARNING INVALID_VALUE spec.gateways[0]
                    """)
    void specs(String spec, String finding) {
        assertThat(spec(spec + ", http: [{ROUTE}]")).containsExactly(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # rule                                                     | what is doubtful, below spec.http[0]
                    ROUTE, match: [{uri: {exact: cart}}]                       | WARNING .match[0].uri.exact
                    ROUTE, match: [{uri: {prefix: '/cart?x=1'}}]               | WARNING .match[0].uri.prefix
                    ROUTE, match: [{uri: {regex: /a}, ignoreUriCase: true}]    | WARNING .match[0].ignoreUriCase
                    ROUTE, match: [{queryParams: {q: {exact: 'a b'}}}]         | WARNING .match[0].queryParams["q"]
                    ROUTE, match: [{uri: {prefix: /api}}], rewrite: {uri: /}   | WARNING .rewrite.uri
                    ROUTE, match: [{uri: {prefix: /api/}}], rewrite: {uri: /v2} | WARNING .rewrite.uri
                    ROUTE, rewrite: {uri: /v2}                                 | WARNING .rewrite.uri
                    directResponse: {status: 302}                              | WARNING .directResponse.status
                    directResponse: {status: 201}                              | INFO .directResponse.status
                    ROUTE, fault: {abort: {httpStatus: 500}}                   | WARNING .fault.abort.percentage
                    ROUTE, fault: {delay: {fixedDelay: 1s}}                    | WARNING .fault.delay.percentage
                    ROUTE, retries: {attempts: 3}                              | INFO .retries.retryOn
                    ROUTE, match: [{method: {exact: PUT}}], corsPolicy: {allowOrigins: [{exact: a}]} | WARNING .corsPolicy
                    """)
    void doubts(String rule, String finding) {
        assertThat(rules("{" + rule + "}"))
                .containsExactly(finding.replace(" ", " INVALID_VALUE spec.http[0]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ROUTE, match: [{uri: {prefix: /api}}], rewrite: {uri: /v2}
                    ROUTE, match: [{uri: {prefix: /api/}}], rewrite: {uri: /}
                    ROUTE, match: [{uri: {exact: /api}}], rewrite: {uri: /}
                    ROUTE, match: [{uri: {prefix: ''}}], rewrite: {uri: /v2}
                    ROUTE, rewrite: {uri: /}
                    directResponse: {status: 304}
                    ROUTE, retries: {attempts: 3, retryOn: 5xx}
                    ROUTE, retries: {attempts: 0}
                    ROUTE, match: [{method: {exact: PUT}}, {method: {exact: OPTIONS}}], corsPolicy: {allowOrigins: [{exact: a}]}
                    ROUTE, match: [{headers: {'@request.auth.claims[a.b][c]': {exact: d}}}]
                    """)
    void noDoubts(String rule) {
        assertThat(rules("{" + rule + "}")).isEmpty();
    }

    @Test
    void aShortHostAndOneWithADotAtItsEndAreDoubtful() {
        assertThat(spec("hosts: [shop, shop.example.com.], gateways: [g], http: [{ROUTE}]"))
                .containsExactly(
                        "WARNING INVALID_VALUE spec.hosts[0]",
                        "WARNING INVALID_VALUE spec.hosts[1]");
    }

    @Test
    void wholeSpecs() {
        assertThat(spec("hosts: [a.b], gateways: [g]"))
                .containsExactly("ERROR MISSING_FIELD spec.http");
        assertThat(spec("gateways: [g], tcp: [{ROUTE}], tls: [{match: [{}], route: []}]"))
                .contains(
                        "ERROR INVALID_VALUE spec.gateways",
                        "ERROR INVALID_VALUE spec.tls",
                        "ERROR INVALID_VALUE spec.tcp",
                        "ERROR MISSING_FIELD spec.tls[0].match[0].sniHosts",
                        "ERROR MISSING_FIELD spec.tls[0].route");
        assertThat(
                        spec(
                                "hosts: ['*.b'], gateways: [g], tls: [{match: [{sniHosts: [a.c]}], ROUTE}]"))
                .contains("ERROR INVALID_VALUE spec.tls[0].match[0].sniHosts[0]");
        assertThat(
                        spec(
                                "hosts: [a.b], gateways: [g], http: [{ROUTE}], exportTo: ['*', x_y, default, '.']"))
                .contains(
                        "ERROR INVALID_VALUE spec.exportTo[1]",
                        "ERROR INVALID_VALUE spec.exportTo[3]",
                        "ERROR INVALID_VALUE spec.exportTo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {ROUTE}, {ROUTE}                                                 | [1]
                    {match: [{uri: {prefix: /}}], ROUTE}, {ROUTE}                    |
                    {match: [{uri: {prefix: /}}], ROUTE}, {match: [{uri: {exact: /a}}], ROUTE} | [1]
                    {match: [{uri: {prefix: /a}}], ROUTE}, {match: [{uri: {prefix: /ab}}], ROUTE} | [1]
                    {match: [{uri: {prefix: /ab}}], ROUTE}, {match: [{uri: {prefix: /a}}], ROUTE} |
                    {match: [{uri: {exact: /a}}], ROUTE}, {match: [{uri: {exact: /a}, headers: {b: {exact: c}}}], ROUTE} | [1]
                    {match: [{uri: {exact: /a}, headers: {b: {exact: c}}}], ROUTE}, {match: [{uri: {exact: /a}}], ROUTE} |
                    {match: [{uri: {prefix: /a}}], ROUTE}, {match: [{uri: {prefix: /A}}], ROUTE} |
                    {match: [{uri: {prefix: /a}, ignoreUriCase: true}], ROUTE}, {match: [{uri: {prefix: /A}}], ROUTE} | [1]
                    {match: [{uri: {prefix: /a}}], ROUTE}, {match: [{uri: {prefix: /a}, ignoreUriCase: true}], ROUTE} |
                    {match: [{uri: {prefix: /a}, port: 80}], ROUTE}, {match: [{uri: {prefix: /a}}], ROUTE} |
                    {match: [{uri: {prefix: /a}}], ROUTE}, {match: [{uri: {prefix: /b}}, {uri: {prefix: /a}}], ROUTE} | [1].match[1]
                    {match: [{uri: {prefix: /a}}, {uri: {prefix: /a}}], ROUTE}       |
                    {match: [{method: {exact: GET}}], ROUTE}, {match: [{method: {exact: POST}}], ROUTE} |
                    {match: [{uri: {regex: '/a.*'}}], ROUTE}, {match: [{uri: {exact: /ab}}], ROUTE} |
                    {match: [{uri: {regex: '.*'}}], ROUTE}, {match: [{uri: {exact: /ab}}], ROUTE} | [1]
                    {match: [{gateways: [g]}], ROUTE}, {match: [{uri: {exact: /a}}], ROUTE} |
                    """)
    void rulesThatAreNeverReached(String rules, String unreachable) {
        assertThat(rules(rules))
                .isEqualTo(
                        unreachable == null
                                ? List.of()
                                : List.of("WARNING RULE_UNREACHABLE spec.http" + unreachable));
    }

    @Test
    void messagesSayWhatWasFoundAndWhatIsAllowed() {
        assertThat(
                        Judged.findings(
                                yaml(
                                        "hosts: [a.b], gateways: [g], http: [{ROUTE, timeout: 0s}, {ROUTE}]")))
                .containsExactly(
                        "ERROR INVALID_VALUE spec.http[0].timeout: found a duration of less than 1ms"
                                + " (expected: at least 1ms)",
                        "WARNING RULE_UNREACHABLE spec.http[1]: spec.http[0] comes first and takes"
                                + " every request that this matches");
    }

    private static List<String> rules(String rules) {
        return spec("hosts: [a.b], gateways: [g], http: [" + rules + "]");
    }

    private static List<String> spec(String spec) {
        return Judged.places(yaml(spec));
    }

    private static String yaml(String spec) {
        return "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v}, spec: {"
                + spec.replace("ROUTE", ROUTE)
                + "}}";
    }
}
