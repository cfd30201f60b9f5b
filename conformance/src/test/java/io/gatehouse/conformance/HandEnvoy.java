// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/// An Envoy run by hand in a cluster's network, with what `gatehouse bootstrap` prints, that shows
/// the token of a gateway's service account.
final class HandEnvoy implements AutoCloseable {
    static final String ADMIN = "127.0.0.1:15000";

    private static final String NAMESPACE = "istio-system";
    private static final String ACCOUNT = "istio-ingressgateway";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;

    private HandEnvoy(Process process) {
        this.process = process;
    }

    /// Returns when it is configured.
    ///
    /// @param network what runs commands in the cluster's network
    /// @param directory for its files
    static HandEnvoy start(Function<String[], Command> network, Path directory) {
        try {
            Path authority =
                    Files.writeString(
                            directory.resolve("root-cert.pem"),
                            run(
                                    network,
                                    "kubectl",
                                    "get",
                                    "configmap",
                                    "gatehouse-ca-root-cert",
                                    "-n",
                                    NAMESPACE,
                                    "-o",
                                    "jsonpath={.data.root-cert\\.pem}"));
            Path token =
                    Files.writeString(
                            directory.resolve("token"),
                            run(
                                    network,
                                    "kubectl",
                                    "create",
                                    "token",
                                    ACCOUNT,
                                    "-n",
                                    NAMESPACE,
                                    "--audience=istio-ca"));
            Path bootstrap =
                    Files.writeString(
                            directory.resolve("envoy.json"),
                            bootstrap(network, directory, authority, token));
            Process process =
                    network.apply(
                                    new String[] {
                                        Distribution.envoy().toString(),
                                        "-c",
                                        bootstrap.toString(),
                                        "--concurrency",
                                        "1",
                                        "--disable-hot-restart",
                                        "--log-level",
                                        "warning"
                                    })
                            .start(directory.resolve("envoy.log"));
            HandEnvoy envoy = new HandEnvoy(process);
            try {
                await().atMost(PATIENCE)
                        .until(() ->
                                network.apply(
                                                new String[] {
                                                    "curl", "-sf", "http://" + ADMIN + "/ready"
                                                })
                                        .run()
                                        .succeeded());
                return envoy;
            } catch (RuntimeException e) {
                envoy.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bootstrap(
            Function<String[], Command> network, Path directory, Path authority, Path token) {
        return run(
                network,
                Distribution.directory().resolve("gatehouse").toString(),
                "bootstrap",
                "--pod-name",
                ACCOUNT + "-1",
                "-n",
                NAMESPACE,
                "--pod-ip",
                "10.244.0.10",
                "--service-account",
                ACCOUNT,
                "--label",
                "istio=ingressgateway",
                "--label",
                "app=istio-ingressgateway",
                "--discovery",
                "127.0.0.1:15012",
                "--server-name",
                "gatehouse.istio-system.svc",
                "--ca",
                authority.toString(),
                "--token",
                token.toString(),
                "--files",
                directory.toString(),
                "--envoy-admin",
                ADMIN);
    }

    private static String run(Function<String[], Command> network, String... words) {
        return network.apply(words).succeed();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
