// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.config.istio.ProxyConfig.ForwardClientCertDetails;
import org.junit.jupiter.api.Test;

final class ProxyConfigTextTest {
    @Test
    void itSaysWhatStandsInFrontOfTheGateway() {
        TextResult<ProxyConfig> result =
                ProxyConfigText.read(
                        "gatewayTopology: {num_trusted_proxies: 1, forwardClientCertDetails: SANITIZE}");

        assertThat(result.valid()).isTrue();
        assertThat(result.findings()).isEmpty();
        ProxyConfig.GatewayTopology topology = result.value().gatewayTopology().orElseThrow();
        assertThat(topology.numTrustedProxies()).isEqualTo(1);
        assertThat(topology.forwardClientCertDetails())
                .isEqualTo(ForwardClientCertDetails.SANITIZE);
        assertThat(topology.proxyProtocol()).isEmpty();
    }

    @Test
    void whatItDoesNotSayIsTakenFromTheDefaults() {
        ProxyConfig defaults =
                ProxyConfigText.read(
                                "{gatewayTopology: {numTrustedProxies: 3}, proxyMetadata: {A: a, B: a}}")
                        .value();

        assertThat(ProxyConfigText.read("proxyMetadata: {B: b}").value().over(defaults))
                .isEqualTo(
                        ProxyConfigText.read(
                                        "{gatewayTopology: {numTrustedProxies: 3}, proxyMetadata: {A: a, B: b}}")
                                .value());
        assertThat(ProxyConfigText.read("gatewayTopology: {proxyProtocol: {}}").value())
                .satisfies(own ->
                        assertThat(own.over(defaults).gatewayTopology())
                                .isEqualTo(own.gatewayTopology()));
    }

    @Test
    void aTypoIsTold() {
        assertThat(ProxyConfigText.read("gatewayTopologie: {}").findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("\"gatewayTopology\""));
    }
}
