// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the CA of a webhook in its ValidatingWebhookConfiguration, whoever else writes there, by a
/// virtual thread that holds up nobody. Needs `get`, `watch` and `patch` on that one object.
public final class WebhookAuthority implements AutoCloseable {
    private static final String KIND = "ValidatingWebhookConfiguration";
    private static final String PATH =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";

    /// After which it is looked whether the CA is another one.
    private static final Duration WATCH = Duration.ofMinutes(4);

    private final ApiServer api;
    private final String configuration;
    private final String webhook;
    private final Supplier<String> authorities;
    private final Duration pause;
    private final Consumer<String> progress;
    private final Consumer<String> trouble;
    private final Thread thread;
    private String told = "";

    /// What there is to do next.
    private sealed interface Outcome {
        /// @param version of the configuration that is as it should be
        record Kept(String version) implements Outcome {}

        record Failed(String why) implements Outcome {}
    }

    /// @param authorities the certificates to trust, in PEM
    /// @param pause before something that did not work is tried again
    /// @param progress told sentences for people; must not block
    /// @param trouble likewise
    public WebhookAuthority(
            ApiServer api,
            String configuration,
            String webhook,
            Supplier<String> authorities,
            Duration pause,
            Consumer<String> progress,
            Consumer<String> trouble) {
        this.api = api;
        this.configuration = configuration;
        this.webhook = webhook;
        this.authorities = authorities;
        this.pause = pause;
        this.progress = progress;
        this.trouble = trouble;
        thread = Thread.ofVirtual().name("webhook-authority").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                switch (keep()) {
                    case Outcome.Kept(String version) -> {
                        tell("The API server trusts the admission webhook", progress);
                        if (!awaitChange(version)) {
                            Thread.sleep(pause);
                        }
                    }
                    case Outcome.Failed(String why) -> {
                        tell(why, trouble);
                        Thread.sleep(pause);
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String sentence, Consumer<String> listener) {
        if (!sentence.equals(told) && !Thread.currentThread().isInterrupted()) {
            told = sentence;
            listener.accept(sentence);
        }
    }

    private Outcome keep() {
        return switch (api.send(ApiRequest.get(PATH + "/" + configuration))) {
            case ApiOutcome.Failed<String>(ApiFailure failure) ->
                    new Outcome.Failed(explained(failure));
            case ApiOutcome.Ok<String>(String text) -> {
                Map<?, ?> found = parsed(text);
                Optional<Map<?, ?>> registered = registered(found);
                if (registered.isEmpty()) {
                    yield new Outcome.Failed(
                            "%s %s has no webhook %s: objects are stored without being judged"
                                    .formatted(KIND, configuration, webhook));
                }
                String wanted =
                        Base64.getEncoder()
                                .encodeToString(authorities.get().getBytes(StandardCharsets.UTF_8));
                yield map(registered.get().get("clientConfig")).get("caBundle") instanceof String is
                                && is.equals(wanted)
                        ? new Outcome.Kept(version(found))
                        : write(wanted);
            }
        };
    }

    private Optional<Map<?, ?>> registered(Map<?, ?> found) {
        List<?> webhooks = found.get("webhooks") instanceof List<?> list ? list : List.of();
        return webhooks.stream()
                .<Map<?, ?>>map(WebhookAuthority::map)
                .filter(entry -> webhook.equals(entry.get("name")))
                .findFirst();
    }

    /// By name, so that nothing that others write meanwhile is lost.
    private Outcome write(String authority) {
        String patch =
                JsonText.compact(
                        Map.of(
                                "webhooks",
                                List.of(
                                        Map.of(
                                                "name",
                                                webhook,
                                                "clientConfig",
                                                Map.of("caBundle", authority)))));
        return switch (api.send(
                ApiRequest.of(
                        "PATCH",
                        PATH + "/" + configuration + "?fieldManager=gatehouse",
                        STRATEGIC_MERGE_PATCH,
                        patch))) {
            case ApiOutcome.Failed<String>(ApiFailure failure) ->
                    new Outcome.Failed(explained(failure));
            case ApiOutcome.Ok<String>(String text) -> new Outcome.Kept(version(parsed(text)));
        };
    }

    /// Until somebody writes the configuration, or for a while; false if nobody can tell.
    private boolean awaitChange(String version) {
        ApiRequest watch =
                ApiRequest.get(
                        "%s?watch=true&fieldSelector=metadata.name%%3D%s&resourceVersion=%s&timeoutSeconds=%d"
                                .formatted(PATH, configuration, version, WATCH.toSeconds()));
        return switch (api.open(watch, WATCH.plusSeconds(30))) {
            case ApiOutcome.Failed<InputStream> _ -> false;
            case ApiOutcome.Ok<InputStream>(InputStream events) -> {
                try (events) {
                    yield events.read() >= 0;
                } catch (IOException _) {
                    yield false;
                }
            }
        };
    }

    private String explained(ApiFailure failure) {
        return switch (failure) {
            case ApiFailure.NotFound _ ->
                    "There is no %s %s: objects are stored without being judged (the chart makes it, where validation.enabled is true)"
                            .formatted(KIND, configuration);
            case ApiFailure.Forbidden(String message) ->
                    "The CA in %s %s cannot be kept up to date (expected: a ClusterRole of Gatehouse's service account with the verbs get, watch, patch for resources [validatingwebhookconfigurations] of apiGroups [\"admissionregistration.k8s.io\"]). The API server says: %s"
                            .formatted(KIND, configuration, message);
            case ApiFailure.Gone _,
                    ApiFailure.Conflict _,
                    ApiFailure.Refused _,
                    ApiFailure.Unavailable _ ->
                    "The CA in %s %s cannot be kept up to date: %s"
                            .formatted(KIND, configuration, failure.message());
        };
    }

    private static String version(Map<?, ?> object) {
        return map(object.get("metadata")).get("resourceVersion") instanceof String version
                ? version
                : "";
    }

    private static Map<?, ?> parsed(String text) {
        try {
            return map(JsonText.parse(text));
        } catch (IOException _) {
            return Map.of();
        }
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
