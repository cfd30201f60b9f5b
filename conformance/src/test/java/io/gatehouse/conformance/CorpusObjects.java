// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The objects of a text in YAML, created at the API server as kubectl does, with strict fields.
record CorpusObjects(List<Document> documents) {
    /// @param text as it is written: the API server is to see what is wrong with it
    record Document(String text, String path, String kind, String namespace, String name) {}

    CorpusObjects {
        documents = List.copyOf(documents);
    }

    static CorpusObjects of(String yaml) {
        return new CorpusObjects(
                Stream.of(yaml.split("(?m)^---\\s*$"))
                        .filter(text -> !text.isBlank())
                        .map(CorpusObjects::document)
                        .toList());
    }

    private static Document document(String text) {
        LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
        Map<?, ?> object = (Map<?, ?>) new Load(settings).loadFromString(text);
        Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
        String version = String.valueOf(object.get("apiVersion"));
        String kind = String.valueOf(object.get("kind"));
        String namespace = metadata.get("namespace") instanceof String given ? given : "default";
        String path =
                "/%s/%s/namespaces/%s/%s"
                        .formatted(
                                version.contains("/") ? "apis" : "api",
                                version,
                                namespace,
                                plural(kind));
        return new Document(text, path, kind, namespace, String.valueOf(metadata.get("name")));
    }

    private static String plural(String kind) {
        String lowerCase = kind.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith("ry") || lowerCase.endsWith("cy")
                ? lowerCase.substring(0, lowerCase.length() - 1) + "ies"
                : lowerCase + "s";
    }

    /// Why one of them was refused, if one was; none is there then.
    Optional<String> create(ApiServer api) {
        List<Document> created = new ArrayList<>();
        for (Document document : documents) {
            ApiRequest request =
                    ApiRequest.of(
                            "POST",
                            document.path + "?fieldValidation=Strict",
                            "application/yaml",
                            document.text);
            if (api.send(request) instanceof ApiOutcome.Failed<String>(ApiFailure failure)) {
                new CorpusObjects(created).delete(api);
                return Optional.of(failure.message());
            }
            created.add(document);
        }
        return Optional.empty();
    }

    void delete(ApiServer api) {
        for (Document document : documents) {
            ApiRequest request =
                    ApiRequest.of(
                            "DELETE",
                            document.path + "/" + document.name,
                            ApiRequest.JSON,
                            "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\"}");
            if (api.send(request) instanceof ApiOutcome.Failed<String>(ApiFailure failure)
                    && !(failure instanceof ApiFailure.NotFound)) {
                throw new IllegalStateException(document.name + ": " + failure.message());
            }
        }
    }
}
