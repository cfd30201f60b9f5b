// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookAuthorityTest {
    private static final String NAME = "gatehouse-validator-ours";
    private static final String WEBHOOK = "validation.gatehouse.io";

    private final Server server = new Server();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile String pem = "first";

    /// Holds one configuration with two webhooks, of which one is ours.
    private static final class Server implements ApiServer {
        private Optional<ApiFailure> failure = Optional.empty();
        private String bundle = "";
        private String webhook = WEBHOOK;
        private int version = 1;
        private int patches;

        synchronized void fail(@Nullable ApiFailure with) {
            failure = Optional.ofNullable(with);
            notifyAll();
        }

        synchronized void overwrite(String text) {
            bundle = text;
            version++;
            notifyAll();
        }

        synchronized void rename(String name) {
            webhook = name;
        }

        synchronized String bundle() {
            return new String(Base64.getDecoder().decode(bundle), StandardCharsets.UTF_8);
        }

        synchronized int patches() {
            return patches;
        }

        @Override
        public String address() {
            return "test";
        }

        @Override
        public synchronized ApiOutcome<String> send(ApiRequest request) {
            if (failure.isPresent()) {
                return new ApiOutcome.Failed<>(failure.get());
            }
            assertThat(request.path()).contains("/validatingwebhookconfigurations/" + NAME);
            request.body().ifPresent(this::patch);
            return new ApiOutcome.Ok<>(
                    JsonText.compact(
                            Map.of(
                                    "metadata",
                                    Map.of("name", NAME, "resourceVersion", "" + version),
                                    "webhooks",
                                    List.of(
                                            Map.of("name", "other", "clientConfig", Map.of()),
                                            Map.of(
                                                    "name",
                                                    webhook,
                                                    "clientConfig",
                                                    Map.of("caBundle", bundle))))));
        }

        private void patch(ApiRequest.Body body) {
            assertThat(body.mediaType()).isEqualTo("application/strategic-merge-patch+json");
            try {
                List<?> entries = list(map(JsonText.parse(body.text())).get("webhooks"));
                Map<?, ?> entry = map(entries.getFirst());
                assertThat(entry.get("name")).isEqualTo(WEBHOOK);
                patches++;
                overwrite(String.valueOf(map(entry.get("clientConfig")).get("caBundle")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Map<?, ?> map(@Nullable Object tree) {
            return tree instanceof Map<?, ?> map ? map : Map.of();
        }

        private static List<?> list(@Nullable Object tree) {
            return tree instanceof List<?> list ? list : List.of();
        }

        /// Has an event as soon as there is a version after the one that is named.
        @Override
        @SuppressWarnings("InputStreamSlowMultibyteRead") // one is read
        public ApiOutcome<InputStream> open(ApiRequest request, Duration longest) {
            assertThat(request.path())
                    .contains("watch=true", "fieldSelector=metadata.name%3D" + NAME);
            int known =
                    Integer.parseInt(
                            request.path().replaceFirst(".*resourceVersion=(\\d+).*", "$1"));
            return new ApiOutcome.Ok<>(
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            synchronized (Server.this) {
                                try {
                                    while (version == known && failure.isEmpty()) {
                                        Server.this.wait();
                                    }
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                    throw new InterruptedIOException();
                                }
                                return failure.isPresent() ? -1 : '{';
                            }
                        }
                    });
        }
    }

    private WebhookAuthority keep() {
        return new WebhookAuthority(
                server,
                NAME,
                WEBHOOK,
                () -> pem,
                Duration.ofMillis(10),
                told::add,
                sentence -> told.add("trouble: " + sentence));
    }

    @Test
    void writesTheAuthorityAndAgainWhenItIsBlanked() {
        try (WebhookAuthority _ = keep()) {
            await().until(() -> server.bundle().equals("first"));
            server.overwrite("");
            await().until(() -> server.bundle().equals("first"));
            await().until(() -> !told.isEmpty());
            assertThat(server.patches()).isEqualTo(2);
            assertThat(told).containsExactly("The API server trusts the admission webhook");
        }
    }

    @Test
    void writesASuccessorWhenTheWatchEnds() {
        try (WebhookAuthority _ = keep()) {
            await().until(() -> server.bundle().equals("first"));
            pem = "first and second";
            server.overwrite(
                    Base64.getEncoder().encodeToString("first".getBytes(StandardCharsets.UTF_8)));
            await().until(() -> server.bundle().equals("first and second"));
        }
    }

    @Test
    void writesNothingThatIsThereAlready() {
        server.overwrite(
                Base64.getEncoder().encodeToString("first".getBytes(StandardCharsets.UTF_8)));
        try (WebhookAuthority _ = keep()) {
            await().until(() -> !told.isEmpty());
            assertThat(server.patches()).isZero();
        }
    }

    @Test
    void tellsOnceWhatIsMissingAndGoesOnWhenItIsThere() {
        server.fail(new ApiFailure.NotFound("no"));
        try (WebhookAuthority _ = keep()) {
            await().until(() -> !told.isEmpty());
            server.fail(new ApiFailure.Forbidden("User may not"));
            await().until(() -> told.size() == 2);
            server.rename("another");
            server.fail(null);
            await().until(() -> told.size() == 3);
            server.rename(WEBHOOK);
            await().until(() -> told.size() == 4);
        }
        assertThat(told.get(0))
                .contains("trouble: There is no ValidatingWebhookConfiguration " + NAME);
        assertThat(told.get(1)).contains("verbs get, watch, patch", "User may not");
        assertThat(told.get(2)).contains("has no webhook " + WEBHOOK);
        assertThat(told.get(3)).isEqualTo("The API server trusts the admission webhook");
    }
}
