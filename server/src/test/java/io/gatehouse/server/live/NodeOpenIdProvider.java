// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The OpenID provider `oidc-provider` of npm, installed when first asked for, at which anybody may
/// log in.
final class NodeOpenIdProvider implements AutoCloseable {
    private static final String VERSION = "9.13.3";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_STEPS = 10;

    private final Process process;
    private final int port;

    private NodeOpenIdProvider(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Without node and npm, tests are skipped and say so.
    static NodeOpenIdProvider start(String clientId, String clientSecret, String redirectUri) {
        assumeTrue(
                isOnPath("node") && isOnPath("npm"),
                "Logins at oidc-provider are not tried: node or npm is not on the PATH.");
        try {
            Path directory = installed();
            int port = Ports.free();
            Process process =
                    new ProcessBuilder(
                                    "node",
                                    "provider.mjs",
                                    Integer.toString(port),
                                    clientId,
                                    clientSecret,
                                    redirectUri)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            NodeOpenIdProvider provider = new NodeOpenIdProvider(process, port);
            await().atMost(PATIENCE).until(() -> Ports.listens(provider.port));
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException("oidc-provider does not start", e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /// What a user who logs in, and allows the client to know it, is sent back to.
    ///
    /// @param location that the user was sent to
    String loggedIn(String location) {
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI at = URI.create(location);
            for (int i = 0; i < MOST_STEPS; i++) {
                HttpResponse<String> page =
                        browser.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
                Optional<String> next = page.headers().firstValue("location");
                if (next.isEmpty()) {
                    next = answer(browser, at, page.body()).headers().firstValue("location");
                }
                at = at.resolve(next.orElseThrow());
                if (at.getPort() != port) {
                    return at.toString();
                }
            }
            throw new IllegalStateException("no way back from " + location);
        } catch (IOException e) {
            throw new UncheckedIOException(location, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> answer(HttpClient browser, URI form, String page)
            throws IOException, InterruptedException {
        String fields =
                page.contains("value=\"login\"")
                        ? "prompt=login&login=ann&password=any"
                        : "prompt=consent";
        return browser.send(
                HttpRequest.newBuilder(form)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static synchronized Path installed() throws IOException {
        Path directory =
                Path.of(System.getProperty("user.home"), ".cache", "gatehouse")
                        .resolve("oidc-provider-" + VERSION);
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("node_modules/oidc-provider/package.json"))) {
            Path log = directory.resolve("install.log");
            List<String> install =
                    List.of(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--prefix",
                            directory.toString(),
                            "oidc-provider@" + VERSION);
            int exit =
                    new ProcessBuilder(install)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .onExit()
                            .join()
                            .exitValue();
            assumeTrue(
                    exit == 0,
                    "Logins at oidc-provider are not tried: npm does not install it ("
                            + log
                            + ").");
        }
        Files.copy(
                Path.of("src/test/resources/oidc-provider/provider.mjs"),
                directory.resolve("provider.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        return directory;
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }
}
