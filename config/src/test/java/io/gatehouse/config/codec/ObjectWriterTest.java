// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ObjectWriterTest {
    private static final Secret SECRET =
            new Secret(
                    ObjectMeta.named("default", "s", new TreeMap<>()),
                    Secret.TLS_TYPE,
                    new TreeMap<>(Map.of("tls.key", new SecretValue(Bytes.utf8("sesame")))),
                    Optional.empty());

    @Test
    void yamlIsSortedAndLeavesDefaultsOut() {
        ConfigObject gateway =
                ((ReadResult.Read)
                                new YamlReader(ReadLimits.DEFAULT)
                                        .read(
                                                "f",
                                                """
                                                kind: Gateway
                                                apiVersion: networking.istio.io/v1alpha3
                                                spec:
                                                  servers:
                                                  - port: {number: 443, name: "443", protocol: HTTPS}
                                                    hosts: ["*", "no", shop.example.com]
                                                    bind: ""
                                                    tls: {httpsRedirect: false}
                                                  selector: {}
                                                metadata: {name: g, labels: {b: "1", a: x}}
                                                """)
                                        .getFirst())
                        .object();

        assertThat(new ObjectWriter(SecretValues.HIDDEN).yaml(gateway))
                .isEqualTo(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata:
                          labels:
                            a: x
                            b: "1"
                          name: g
                          namespace: default
                        spec:
                          servers:
                          - hosts:
                            - "*"
                            - "no"
                            - shop.example.com
                            port:
                              name: "443"
                              number: 443
                              protocol: HTTPS
                            tls: {}
                        """);
    }

    @Test
    void valuesOfSecretsAreWrittenOnlyWhenAsked() {
        assertThat(new ObjectWriter(SecretValues.SHOWN).yaml(SECRET))
                .isEqualTo(
                        """
                        apiVersion: v1
                        data:
                          tls.key: c2VzYW1l
                        kind: Secret
                        metadata:
                          name: s
                          namespace: default
                        type: kubernetes.io/tls
                        """);
        ObjectWriter hiding = new ObjectWriter(SecretValues.HIDDEN);
        assertThat(hiding.yaml(SECRET) + hiding.json(SECRET))
                .contains("tls.key")
                .doesNotContain("c2Vz");
    }

    @Test
    void copiesThatKubectlKeepsInAnAnnotationAreHiddenToo() {
        ObjectMeta metadata =
                new ObjectMeta(
                        "s",
                        "default",
                        new TreeMap<>(),
                        new TreeMap<>(
                                Map.of(
                                        "kubectl.kubernetes.io/last-applied-configuration",
                                        "{\"data\":{\"tls.key\":\"c2VzYW1l\"}}",
                                        "note",
                                        "kept")),
                        Optional.empty(),
                        "",
                        0);
        Secret applied = new Secret(metadata, SECRET.type(), SECRET.data(), Optional.empty());

        assertThat(new ObjectWriter(SecretValues.HIDDEN).json(applied))
                .contains("\"note\": \"kept\"")
                .doesNotContain("c2Vz");
        assertThat(new ObjectWriter(SecretValues.SHOWN).json(applied)).contains("last-applied");
    }

    @Test
    void severalObjects() {
        ObjectWriter writer = new ObjectWriter(SecretValues.SHOWN);

        assertThat(writer.yaml(List.of(SECRET, SECRET)))
                .isEqualTo(writer.yaml(SECRET) + "---\n" + writer.yaml(SECRET));
        assertThat(
                        new YamlReader(ReadLimits.DEFAULT)
                                .read("f", writer.json(List.of(SECRET, SECRET))))
                .hasSize(2)
                .allSatisfy(r -> assertThat(((ReadResult.Read) r).object()).isEqualTo(SECRET));
        assertThat(writer.json(List.of()))
                .isEqualTo(
                        """
                        {
                            "apiVersion": "v1",
                            "items": [],
                            "kind": "List"
                        }
                        """);
    }
}
