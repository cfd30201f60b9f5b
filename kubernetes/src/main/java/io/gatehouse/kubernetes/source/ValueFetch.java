// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiResource;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Fetches single objects, some at a time.
final class ValueFetch {
    private static final int AT_A_TIME = 16;

    private final ApiServer api;
    private final ObjectDecoder decoder;

    ValueFetch(ApiServer api, ObjectDecoder decoder) {
        this.api = api;
        this.decoder = decoder;
    }

    /// Waits for all of them.
    SortedMap<ObjectKey, ApiOutcome<ApiObject>> all(Collection<ObjectKey> keys) {
        SortedMap<ObjectKey, Future<ApiOutcome<ApiObject>>> futures = new TreeMap<>();
        SortedMap<ObjectKey, ApiOutcome<ApiObject>> outcomes = new TreeMap<>();
        try (ExecutorService executor =
                Executors.newFixedThreadPool(
                        Math.min(AT_A_TIME, keys.size()), Thread.ofVirtual().factory())) {
            keys.forEach(key -> futures.put(key, executor.submit(() -> one(key))));
            futures.forEach((key, future) -> outcomes.put(key, outcome(future)));
        }
        return outcomes;
    }

    private static ApiOutcome<ApiObject> outcome(Future<ApiOutcome<ApiObject>> future) {
        try {
            return future.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            return new ApiOutcome.Failed<>(new ApiFailure.Unavailable("interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ApiOutcome<ApiObject> one(ObjectKey key) {
        String path = new ApiResource(key.kind(), key.kind().versions().getFirst()).path(key);
        return switch (api.send(ApiRequest.get(path))) {
            case ApiOutcome.Failed<String>(ApiFailure failure) -> new ApiOutcome.Failed<>(failure);
            case ApiOutcome.Ok<String>(String text) -> {
                try {
                    yield new ApiOutcome.Ok<>(decoder.decode(text, key.kind()));
                } catch (IOException _) {
                    // its message may show some of the value
                    yield new ApiOutcome.Failed<>(
                            new ApiFailure.Unavailable("the answer is not well-formed"));
                }
            }
        };
    }
}
