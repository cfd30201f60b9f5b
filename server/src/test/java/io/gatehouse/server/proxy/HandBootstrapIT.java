// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.server.live.TestProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandBootstrapIT {
    @TempDir private Path directory;

    @Test
    void envoyTakesIt() throws Exception {
        DiscoveryOptions discovery =
                new DiscoveryOptions(
                        DiscoveryOptions.ADDRESS,
                        false,
                        file("ca.pem", TestCertificates.authority()),
                        Optional.empty(),
                        Optional.of(file("token", "s3same")),
                        Optional.of(file("cert.pem", TestCertificates.issue("gateway").chain())),
                        Optional.of(file("key.pem", TestCertificates.issue("gateway").key())));
        GatewayPod pod =
                GatewayPod.read(
                        new PodOptions(
                                Optional.of("edge-1"),
                                Optional.of("istio-system"),
                                Optional.of("192.0.2.7"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("istio", "ingressgateway"),
                                Optional.empty(),
                                Optional.empty()),
                        Map.of());
        String json =
                HandBootstrap.json(
                        pod,
                        discovery,
                        Optional.of(directory.resolve("pointers")),
                        new HostAndPort("127.0.0.1", 15000),
                        new HostAndPort("0.0.0.0", 15090));

        assertThat(json).doesNotContain("s3same");
        Process envoy =
                new ProcessBuilder(
                                TestProxy.binary().toString(),
                                "--mode",
                                "validate",
                                "-c",
                                file("envoy.json", json).toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(envoy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(envoy.waitFor()).as(output).isZero();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
