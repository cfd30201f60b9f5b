// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// In which versions the API server has a kind's API group.
public final class ServedVersions {
    private final ApiServer api;

    public ServedVersions(ApiServer api) {
        this.api = api;
    }

    /// Newest first, of those that are read; none if the group is not installed.
    public ApiOutcome<List<String>> of(Kind kind) {
        if (kind.versions().size() == 1) {
            return new ApiOutcome.Ok<>(kind.versions());
        }
        return switch (api.send(ApiRequest.get("/apis/" + kind.group()))) {
            case ApiOutcome.Ok<String>(String text) -> new ApiOutcome.Ok<>(served(text, kind));
            case ApiOutcome.Failed<String>(ApiFailure.NotFound _) -> new ApiOutcome.Ok<>(List.of());
            case ApiOutcome.Failed<String>(ApiFailure.Unavailable failure) ->
                    new ApiOutcome.Failed<>(failure);
            case ApiOutcome.Failed<String> _ -> new ApiOutcome.Ok<>(kind.versions());
        };
    }

    /// All versions where it does not become clear which.
    private static List<String> served(String text, Kind kind) {
        try {
            return JsonText.parse(text) instanceof Map<?, ?> group
                            && group.get("versions") instanceof List<?> all
                    ? kind.versions().stream().filter(version -> lists(all, version)).toList()
                    : kind.versions();
        } catch (IOException _) {
            return kind.versions();
        }
    }

    private static boolean lists(List<?> all, String version) {
        return all.stream()
                .anyMatch(
                        one -> one instanceof Map<?, ?> map && version.equals(map.get("version")));
    }
}
