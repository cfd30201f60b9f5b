// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelemetryValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        spec(
                                "selector: {matchLabels: {a: b}},"
                                        + " accessLogging: [{}, {match: {mode: CLIENT}, providers: [{name: a}, {name: b}],"
                                        + " disabled: false, filter: {expression: 'response.code >= 400'}}],"
                                        + " tracing: [{providers: [{name: a}], randomSamplingPercentage: 12.5,"
                                        + " customTags: {a: {literal: {value: b}}, c: {environment: {name: D}},"
                                        + " e: {header: {name: x-f, defaultValue: g}},"
                                        + " h: {formatter: {value: '%REQ(x)%'}}}}],"
                                        + " metrics: [{overrides: [{tagOverrides: {a: {value: request.host},"
                                        + " b: {operation: REMOVE}}}]}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    accessLogging: [{providers: [{}]}] | ERROR MISSING_FIELD .accessLogging[0].providers[0].name
                    accessLogging: [{filter: {}}] | ERROR MISSING_FIELD .accessLogging[0].filter.expression
                    accessLogging: [{match: {mode: SERVER}}] | INFO NO_EFFECT .accessLogging[0].match.mode
                    tracing: [{match: {mode: SERVER}}] | INFO NO_EFFECT .tracing[0].match.mode
                    tracing: [{providers: [{name: a}, {name: b}]}] | ERROR INVALID_VALUE .tracing[0].providers
                    tracing: [{randomSamplingPercentage: 100.1}] | ERROR INVALID_VALUE .tracing[0].randomSamplingPercentage
                    tracing: [{randomSamplingPercentage: -1}] | ERROR INVALID_VALUE .tracing[0].randomSamplingPercentage
                    tracing: [{customTags: {a: {}}}] | ERROR MISSING_FIELD .tracing[0].customTags["a"]
                    tracing: [{customTags: {a: {literal: {value: b}, header: {name: c}}}}] | ERROR INVALID_VALUE .tracing[0].customTags["a"]
                    tracing: [{customTags: {a: {literal: {}}}}] | ERROR MISSING_FIELD .tracing[0].customTags["a"].literal.value
                    tracing: [{customTags: {a: {environment: {}}}}] | ERROR MISSING_FIELD .tracing[0].customTags["a"].environment.name
                    tracing: [{customTags: {a: {header: {name: 'b c'}}}}] | ERROR INVALID_VALUE .tracing[0].customTags["a"].header.name
                    tracing: [{customTags: {a: {formatter: {value: '%NO_SUCH%'}}}}] | ERROR INVALID_VALUE .tracing[0].customTags["a"].formatter.value
                    metrics: [{overrides: [{match: {mode: SERVER}}]}] | INFO NO_EFFECT .metrics[0].overrides[0].match.mode
                    metrics: [{overrides: [{match: {metric: REQUEST_SIZE, customMetric: a}}]}] | ERROR INVALID_VALUE .metrics[0].overrides[0].match
                    metrics: [{overrides: [{tagOverrides: {a: {}}}]}] | ERROR MISSING_FIELD .metrics[0].overrides[0].tagOverrides["a"].value
                    metrics: [{overrides: [{tagOverrides: {a: {operation: REMOVE, value: b}}}]}] | ERROR INVALID_VALUE .metrics[0].overrides[0].tagOverrides["a"].value
                    metrics: [{overrides: [{tagOverrides: {a: {value: "'%'"}}}]}] | ERROR INVALID_VALUE .metrics[0].overrides[0].tagOverrides["a"].value
                    selector: {matchLabels: {a: '*'}} | ERROR INVALID_VALUE .selector.matchLabels["a"]
                    """)
    void whatIsNotAllowedIsTold(String spec, String finding) {
        assertThat(spec(spec)).singleElement().asString().startsWith(finding + ":");
    }

    private static List<String> spec(String spec) {
        return Judged.findings(
                        """
                        apiVersion: telemetry.istio.io/v1
                        kind: Telemetry
                        metadata: {name: a, namespace: b}
                        spec: {%s}
                        """
                                .formatted(spec))
                .stream()
                .map(line -> line.replaceFirst(" spec\\.", " ."))
                .toList();
    }
}
