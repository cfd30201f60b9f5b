// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialCandidatesTest {
    private static ConfigObject read(String yaml) {
        return ((ReadResult.Read) new YamlReader(ReadLimits.DEFAULT).read("f", yaml).getFirst())
                .object();
    }

    private static List<String> candidates(String yaml) {
        return CredentialCandidates.of(read(yaml), Set.of("gw")).stream()
                .map(ObjectKey::toString)
                .toList();
    }

    private static List<String> ofGateway(String tls) {
        return candidates(
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: g, namespace: own}
                spec: {servers: [{hosts: ["*"], tls: %s}]}
                """
                        .formatted(tls));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {mode: SIMPLE, credentialName: a} | Secret gw/a,Secret gw/a-cacert,Secret own/a,Secret own/a-cacert
                    {mode: SIMPLE, credentialName: "kubernetes://gw/a"} | Secret gw/a,Secret gw/a-cacert
                    {mode: SIMPLE, credentialName: "kubernetes-gateway://own/a"} | Secret own/a,Secret own/a-cacert
                    {mode: SIMPLE, credentialName: "kubernetes://other/a"} | ''
                    {mode: SIMPLE, credentialNames: ["kubernetes://gw/a", "kubernetes://gw/b"]} | Secret gw/a,Secret gw/a-cacert,Secret gw/b,Secret gw/b-cacert
                    {mode: MUTUAL, credentialName: "kubernetes://gw/a", caCertCredentialName: "configmap://x/ca"} | ConfigMap x/ca,Secret gw/a,Secret gw/a-cacert
                    {mode: MUTUAL, caCertCredentialName: "kubernetes://gw/a-cacert"} | Secret gw/a,Secret gw/a-cacert
                    {mode: ISTIO_MUTUAL} | Secret gw/gatehouse-mesh
                    {mode: SIMPLE, credentialName: "builtin://"} | Secret gw/gatehouse-mesh
                    {mode: SIMPLE, credentialName: "sds://a"} | ''
                    {mode: SIMPLE, serverCertificate: /a, privateKey: /b} | ''
                    """)
    void ofGateways(String tls, String expected) {
        assertThat(String.join(",", ofGateway(tls))).isEqualTo(expected);
    }

    @Test
    void ofDestinationRulesInAllTheirParts() {
        assertThat(
                        candidates(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: DestinationRule
                                metadata: {name: r, namespace: own}
                                spec:
                                  host: h
                                  trafficPolicy:
                                    tls: {mode: SIMPLE, credentialName: a}
                                    portLevelSettings: [{port: {number: 1}, tls: {mode: MUTUAL, credentialName: b}}]
                                  subsets:
                                  - name: s
                                    trafficPolicy:
                                      tls: {mode: ISTIO_MUTUAL}
                                      portLevelSettings: [{port: {number: 1}, tls: {mode: SIMPLE, credentialName: c}}]
                                """))
                .containsExactly(
                        "Secret gw/a",
                        "Secret gw/a-cacert",
                        "Secret gw/b",
                        "Secret gw/b-cacert",
                        "Secret gw/c",
                        "Secret gw/c-cacert",
                        "Secret gw/gatehouse-mesh");
    }

    @Test
    void othersNameNone() {
        assertThat(candidates("{apiVersion: v1, kind: Namespace, metadata: {name: a}}")).isEmpty();
    }
}
