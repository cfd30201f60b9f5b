// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The API server over a client's connections and credentials. A request is sent once: whether to
/// repeat it, its sender decides.
public final class HttpApiServer implements ApiServer {
    private static final Duration LONGEST_SEND = Duration.ofSeconds(30);
    private static final int LONGEST_ERROR = 64 << 10;

    private final HttpClient http;
    private final String address;
    private final Duration answerWithin;

    public HttpApiServer(KubernetesClient client) {
        this(client, Duration.ofSeconds(15));
    }

    /// @param answerWithin how long it may take until an answer begins
    public HttpApiServer(KubernetesClient client, Duration answerWithin) {
        RequestConfig once =
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build();
        this.http = client.getHttpClient().newBuilder().tag(once).build();
        this.address = client.getMasterUrl().toString().replaceFirst("/+$", "");
        this.answerWithin = answerWithin;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public ApiOutcome<String> send(ApiRequest request) {
        return switch (open(request, LONGEST_SEND)) {
            case ApiOutcome.Failed<InputStream>(ApiFailure failure) ->
                    new ApiOutcome.Failed<>(failure);
            case ApiOutcome.Ok<InputStream>(InputStream body) -> text(body);
        };
    }

    private static ApiOutcome<String> text(InputStream body) {
        try (body) {
            return new ApiOutcome.Ok<>(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return unavailable(FailureText.of(e));
        }
    }

    @Override
    public ApiOutcome<InputStream> open(ApiRequest request, Duration longest) {
        BodyStream body = new BodyStream(longest);
        CompletableFuture<HttpResponse<AsyncBody>> future =
                http.consumeBytes(httpRequest(request), body);
        try {
            HttpResponse<AsyncBody> response =
                    future.get(answerWithin.toNanos(), TimeUnit.NANOSECONDS);
            body.attach(response.body());
            return response.isSuccessful()
                    ? new ApiOutcome.Ok<>(body)
                    : new ApiOutcome.Failed<>(failure(response.code(), body));
        } catch (ExecutionException e) {
            return unavailable(FailureText.of(e));
        } catch (TimeoutException _) {
            abandon(future);
            return unavailable("no answer within " + answerWithin.toSeconds() + " s");
        } catch (InterruptedException _) {
            abandon(future);
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        }
    }

    private HttpRequest httpRequest(ApiRequest request) {
        HttpRequest.Builder builder =
                http.newHttpRequestBuilder()
                        .uri(address + request.path())
                        .header("Accept", request.accept())
                        .timeout(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        request.body()
                .ifPresent(body -> builder.method(request.method(), body.mediaType(), body.text()));
        return builder.build();
    }

    /// An answer that comes after all is not read.
    private static void abandon(CompletableFuture<HttpResponse<AsyncBody>> future) {
        if (!future.cancel(true)) {
            CompletableFuture<Void> _ = future.thenAccept(response -> response.body().cancel());
        }
    }

    private static ApiFailure failure(int status, BodyStream body) {
        try (body) {
            String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            return ApiStatus.failure(status, text);
        } catch (IOException e) {
            return ApiFailure.of(status, FailureText.of(e));
        }
    }

    private static <T> ApiOutcome<T> unavailable(String reason) {
        return new ApiOutcome.Failed<>(new ApiFailure.Unavailable(reason));
    }
}
