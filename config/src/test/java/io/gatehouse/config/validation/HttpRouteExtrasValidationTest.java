// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpRouteExtrasValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        rule(
                                "route: [{destination: {host: a}}], mirrors: [{destination: {host: a}, percentage:"
                                        + " {value: 0}}], fault: {delay: {fixedDelay: 1s, percentage: {value: 1}}, abort: {grpcStatus:"
                                        + " UNAVAILABLE, percentage: {value: 0.5}}}, corsPolicy: {allowOrigins: [{exact:"
                                        + " '*'}], allowMethods: [GET], maxAge: 1h, unmatchedPreflights: IGNORE}"))
                .isEmpty();
        assertThat(rule("delegate: {name: a, namespace: b}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mirrorPercent: 5, mirror: {host: a} | WARNING DEPRECATED .mirrorPercent
                    mirrorPercentage: {value: 5} | WARNING INVALID_VALUE .mirrorPercentage
                    mirrors: [{percentage: {value: 5}}] | ERROR MISSING_FIELD .mirrors[0].destination
                    mirror: {host: a}, mirrors: [{destination: {host: a}}] | ERROR INVALID_VALUE
                    corsPolicy: {allowOrigin: [a]} | WARNING DEPRECATED .corsPolicy.allowOrigin
                    corsPolicy: {allowOrigins: [{}]} | ERROR MISSING_FIELD .corsPolicy.allowOrigins[0]
                    fault: {} | ERROR MISSING_FIELD .fault
                    fault: {delay: {percentage: {value: 5}}} | WARNING INVALID_VALUE .fault.delay
                    fault: {delay: {fixedDelay: 1s, percent: 5}} | WARNING DEPRECATED .fault.delay.percent
                    fault: {delay: {fixedDelay: 0s, percentage: {value: 5}}} | ERROR INVALID_VALUE .fault.delay.fixedDelay
                    fault: {abort: {percentage: {value: 5}}} | WARNING INVALID_VALUE .fault.abort
                    fault: {abort: {grpcStatus: '14', percentage: {value: 5}}} | ERROR INVALID_VALUE .fault.abort.grpcStatus
                    fault: {abort: {grpcStatus: UNAVAILABLE, httpStatus: 500, percentage: {value: 5}}} | ERROR INVALID_VALUE .fault.abort
                    """)
    void findings(String yaml, String finding) {
        assertThat(rule("route: [{destination: {host: a}}], " + yaml))
                .containsExactly(Judged.below("spec.http[0]", finding));
    }

    @Test
    void anOldListOfOriginsBesideTheNewOneIsToldAndNotRefused() {
        assertThat(
                        rule(
                                "route: [{destination: {host: a}}], corsPolicy: {allowOrigin: [a],"
                                        + " allowOrigins: [{exact: b}]}"))
                .containsExactly(
                        "WARNING DEPRECATED spec.http[0].corsPolicy.allowOrigin",
                        "WARNING INVALID_VALUE spec.http[0].corsPolicy.allowOrigin");
    }

    @Test
    void aDelegateIsNamed() {
        assertThat(rule("delegate: {namespace: A_b}"))
                .containsExactly(
                        "ERROR MISSING_FIELD spec.http[0].delegate.name",
                        "ERROR INVALID_VALUE spec.http[0].delegate.namespace");
    }

    @Test
    void aLargeAnswerIsDoubtful() {
        assertThat(
                        rule(
                                "directResponse: {status: 200, body: {string: "
                                        + "x".repeat(102_401)
                                        + "}}"))
                .containsExactly("WARNING INVALID_VALUE spec.http[0].directResponse.body");
    }

    private static List<String> rule(String rule) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a}, spec:"
                        + " {hosts: [a.b], gateways: [g], http: [{"
                        + rule
                        + "}]}}");
    }
}
