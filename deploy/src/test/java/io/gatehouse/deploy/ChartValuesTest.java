// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A value that the chart does not know or cannot use is refused, and named.
class ChartValuesTest {
    private final Helm helm = Helm.find();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "replicas=2,replicas",
        "controlPlane.replica=2,replica",
        "controlPlane.replicas=two,/controlPlane/replicas",
        "controlPlane.logFormat=xml,/controlPlane/logFormat",
        "controlPlane.podDisruptionBudget.maxUnavailable=some,/controlPlane/podDisruptionBudget/maxUnavailable",
        "controlPlane.serviceMonitor.interval=often,/controlPlane/serviceMonitor/interval",
        "validation.failurePolicy=Perhaps,/validation/failurePolicy",
        "validation.timeoutSeconds=31,/validation/timeoutSeconds",
        "image.pullPolicy=Sometimes,/image/pullPolicy",
        "image.digest=0123,/image/digest",
        "namespace=Istio,/namespace",
        "gateway.labels.istio=1,/gateway/labels/istio",
        "gateway.discovery=somewhere,/gateway/discovery",
        "gateway.terminationGracePeriodSeconds=5,/gateway/terminationGracePeriodSeconds",
        "gateway.service.type=External,/gateway/service/type",
        "gateway.service.extraPorts[0].name=postgres,port",
        "gateway.service.extraPorts[0].port=70000,/gateway/service/extraPorts/0/port",
    })
    void isRefused(String value, String named) throws Exception {
        Program.Result result = helm.template("--set", value);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("values don't meet the specifications of the schema")
                .contains(named);
    }
}
