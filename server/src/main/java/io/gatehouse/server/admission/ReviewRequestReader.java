// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.config.Kind;
import io.gatehouse.server.admission.ReviewRequest.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads the request of an AdmissionReview. Objects are cut out of the text as they are, to be read
/// like any other. For one text each.
final class ReviewRequestReader {
    static final String API_VERSION = "admission.k8s.io/v1";
    static final String KIND = "AdmissionReview";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> NOT_CONTENT = Set.of("metadata", "status");

    private final String text;
    private String apiVersion = "";
    private String reviewKind = "";
    private String uid = "";
    private String group = "";
    private String kind = "";
    private String namespace = "";
    private String subresource = "";
    private String user = "";
    private boolean dryRun;
    private Optional<Version> object = Optional.empty();
    private Optional<Version> oldObject = Optional.empty();

    private ReviewRequestReader(String text) {
        this.text = text;
    }

    /// @throws IOException if the text is no such review
    static ReviewRequest read(String text) throws IOException {
        return new ReviewRequestReader(text).read();
    }

    private interface FieldReader {
        /// Reads the value at which the parser stands, and leaves the parser at its end.
        void read(String name) throws IOException;
    }

    private ReviewRequest read() throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("found no object (expected: an AdmissionReview)");
            }
            fields(
                    json,
                    name -> {
                        switch (name) {
                            case "apiVersion" -> apiVersion = string(json);
                            case "kind" -> reviewKind = string(json);
                            case "request" -> fields(json, field -> request(json, field));
                            default -> json.skipChildren();
                        }
                    });
        }
        if (!apiVersion.equals(API_VERSION) || !reviewKind.equals(KIND) || uid.isEmpty()) {
            throw new IOException(
                    "found kind \"%s\" of \"%s\"%s (expected: kind %s of %s with a request)"
                            .formatted(
                                    reviewKind,
                                    apiVersion,
                                    uid.isEmpty() ? " without request.uid" : "",
                                    KIND,
                                    API_VERSION));
        }
        Optional<Kind> known =
                Arrays.stream(Kind.values())
                        .filter(k -> k.group().equals(group) && k.kindName().equals(kind))
                        .findFirst();
        return new ReviewRequest(
                uid, known, namespace, subresource, user, dryRun, object, oldObject);
    }

    private void request(JsonParser json, String name) throws IOException {
        switch (name) {
            case "uid" -> uid = string(json);
            case "namespace" -> namespace = string(json);
            case "subResource" -> subresource = string(json);
            case "dryRun" -> dryRun = json.currentToken() == JsonToken.VALUE_TRUE;
            case "object" -> object = version(json);
            case "oldObject" -> oldObject = version(json);
            case "kind" -> fields(json, field -> kind(json, field));
            case "userInfo" -> fields(json, field -> user(json, field));
            default -> json.skipChildren();
        }
    }

    private void kind(JsonParser json, String name) throws IOException {
        switch (name) {
            case "group" -> group = string(json);
            case "kind" -> kind = string(json);
            default -> json.skipChildren();
        }
    }

    private void user(JsonParser json, String name) throws IOException {
        if (name.equals("username")) {
            user = string(json);
        } else {
            json.skipChildren();
        }
    }

    private Optional<Version> version(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        int start = start(json);
        StringBuilder content = new StringBuilder();
        Set<String> metadata = new HashSet<>();
        fields(
                json,
                name -> {
                    int from = start(json);
                    if (name.equals("metadata")) {
                        fields(
                                json,
                                field -> {
                                    if (json.currentToken() != JsonToken.VALUE_NULL) {
                                        metadata.add(field);
                                    }
                                    json.skipChildren();
                                });
                    } else {
                        json.skipChildren();
                    }
                    if (!NOT_CONTENT.contains(name)) {
                        content.append(name).append(':').append(text, from, end(json)).append('\n');
                    }
                });
        return Optional.of(
                new Version(
                        text.substring(start, end(json)),
                        content.toString(),
                        metadata.contains("deletionTimestamp")));
    }

    /// Of what is no object, none.
    private static void fields(JsonParser json, FieldReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name);
        }
    }

    private static String string(JsonParser json) throws IOException {
        String found = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        json.skipChildren();
        return found;
    }

    /// Of the value at which the parser stands.
    private static int start(JsonParser json) {
        return (int) json.currentTokenLocation().getCharOffset();
    }

    /// Of the value that was read last; a text may not have been taken in whole yet.
    private static int end(JsonParser json) throws IOException {
        json.finishToken();
        return (int) json.currentLocation().getCharOffset();
    }
}
