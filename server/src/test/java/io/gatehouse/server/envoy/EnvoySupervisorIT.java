// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.server.envoy.EnvoyState.Died;
import io.gatehouse.server.envoy.EnvoyState.Draining;
import io.gatehouse.server.envoy.EnvoyState.Restarting;
import io.gatehouse.server.envoy.EnvoyState.Serving;
import io.gatehouse.server.envoy.EnvoyState.Starting;
import io.gatehouse.server.envoy.EnvoyState.Stopped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With a real Envoy in front of a backend that answers when it is let.
final class EnvoySupervisorIT {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private HttpServer backend;

    @BeforeEach
    void startBackend() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        backend.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.countDown();
                        mayAnswer.await();
                        byte[] answer = "answer".getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        backend.start();
    }

    @AfterEach
    void stopBackend() {
        backend.stop(0);
    }

    @Test
    void servesAndStops() throws Exception {
        mayAnswer.countDown();
        try (TestEnvoy envoy = started(Duration.ofSeconds(10))) {
            assertThat(get(envoy.listener()).join().body()).isEqualTo("answer");
            envoy.supervisor().close();
            assertThat(envoy.nextState()).isEqualTo(new Draining());
            assertThat(envoy.nextState()).isEqualTo(new Stopped());
        }
    }

    @Test
    void keepsBootstrapAndAdminToThisUser() throws Exception {
        try (TestEnvoy envoy = started(Duration.ZERO)) {
            var directory = envoy.directory().path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            for (String file : new String[] {"bootstrap.yaml", "admin.sock"}) {
                var permissions = Files.getPosixFilePermissions(directory.resolve(file));
                assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void startsAKilledEnvoyAgain() throws Exception {
        mayAnswer.countDown();
        try (TestEnvoy envoy = new TestEnvoy(backend.getAddress().getPort(), Duration.ZERO)) {
            envoy.start();
            Duration expectedWait = RestartBackoff.FIRST;
            for (int kill = 0; kill < 2; kill++) {
                assertThat(envoy.nextState()).isEqualTo(new Starting());
                Serving serving = (Serving) envoy.nextState();
                ProcessHandle.of(serving.pid()).orElseThrow().destroyForcibly();
                assertThat(envoy.nextState()).isEqualTo(new Died(137));
                assertThat(envoy.nextState()).isEqualTo(new Restarting(expectedWait));
                expectedWait = expectedWait.multipliedBy(2);
            }
            assertThat(envoy.nextState()).isEqualTo(new Starting());
            assertThat(envoy.nextState()).isInstanceOf(Serving.class);
            assertThat(get(envoy.listener()).join().body()).isEqualTo("answer");
        }
    }

    @Test
    void letsARequestInFlightFinish() throws Exception {
        try (TestEnvoy envoy = started(Duration.ofSeconds(60))) {
            URI listener = envoy.listener();
            CompletableFuture<HttpResponse<String>> slow = get(listener);
            asked.await();
            Thread closing = Thread.ofVirtual().start(envoy.supervisor()::close);
            assertThat(envoy.nextState()).isEqualTo(new Draining());
            await("no new connections").until(() -> refusesConnections(listener));
            assertThat(slow).isNotDone();

            mayAnswer.countDown();
            assertThat(slow.join().body()).isEqualTo("answer");
            assertThat(slow.join().headers().firstValue("connection")).hasValue("close");
            closing.join();
            assertThat(envoy.nextState()).isEqualTo(new Stopped());
        }
    }

    @Test
    void waitsForARequestNoLongerThanTheDrainTime() throws Exception {
        try (TestEnvoy envoy = started(Duration.ofMillis(200))) {
            CompletableFuture<HttpResponse<String>> slow = get(envoy.listener());
            asked.await();
            envoy.supervisor().close();
            assertThat(slow).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void isNotStartedAgainAfterClose() throws Exception {
        TestEnvoy envoy = started(Duration.ZERO);
        envoy.close();
        envoy.start();
        assertThat(envoy.nextState()).isEqualTo(new Draining());
        assertThat(envoy.nextState()).isEqualTo(new Stopped());
        assertThat(envoy.nextState()).isEqualTo(new Stopped());
    }

    @Test
    void leavesNoEnvoyBehindAJvmThatIsKilled() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SupervisingJvm.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = jvm.inputReader()) {
            long pid = Long.parseLong(output.readLine());
            var directory = Path.of(output.readLine());
            ProcessHandle envoy = ProcessHandle.of(pid).orElseThrow();
            assertThat(envoy.isAlive()).isTrue();
            jvm.destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !envoy.isAlive() && Files.notExists(directory));
        } finally {
            jvm.destroyForcibly();
        }
    }

    private TestEnvoy started(Duration drain) throws Exception {
        TestEnvoy envoy = new TestEnvoy(backend.getAddress().getPort(), drain);
        envoy.start();
        assertThat(envoy.nextState()).isEqualTo(new Starting());
        assertThat(envoy.nextState()).isInstanceOf(Serving.class);
        return envoy;
    }

    private static boolean refusesConnections(URI uri) throws IOException {
        try (Socket _ = new Socket(uri.getHost(), uri.getPort())) {
            return false;
        } catch (ConnectException _) {
            return true;
        }
    }

    /// Each on a connection of its own.
    private static CompletableFuture<HttpResponse<String>> get(URI uri) {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.sendAsync(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
