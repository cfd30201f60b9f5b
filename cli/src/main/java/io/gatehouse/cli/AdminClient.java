// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks a running control plane.
final class AdminClient {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 15_000;

    /// @param status of HTTP
    private record Answer(int status, Tree tree) {}

    private final AdminAddress address;

    AdminClient(AdminAddress address) {
        this.address = address;
    }

    /// The list of all objects of a kind.
    ///
    /// @param namespace empty for all
    Tree objects(String plural, String namespace) {
        return get("/api/v1/objects/" + plural + query(namespace));
    }

    /// An object, or in the API server's words that it is not there.
    Outcome object(String plural, String namespace, String name) {
        String path = "/api/v1/objects/" + plural + "/" + encoded(name) + query(namespace);
        Answer answer = ask(path);
        boolean missing = answer.tree().at("reason").text().equals("NotFound");
        return missing
                ? new Outcome.Missing(answer.tree().at("error").text())
                : new Outcome.Found(checked(path, answer));
    }

    Tree findings() {
        return get("/api/v1/findings");
    }

    Tree proxies() {
        return get("/api/v1/proxies");
    }

    /// How many proxies have each object of a kind. Absent where an older control plane does not
    /// tell.
    ///
    /// @param namespace empty for all
    /// @param after news after which there is something new to tell; empty to be told at once
    Optional<Tree> rollouts(String plural, String namespace, String after) {
        String path =
                "/api/v1/rollout/"
                        + plural
                        + "?namespace="
                        + encoded(namespace)
                        + (after.isEmpty() ? "" : "&after=" + after);
        Answer answer = ask(path);
        return answer.status() == HttpURLConnection.HTTP_NOT_FOUND
                ? Optional.empty()
                : Optional.of(checked(path, answer));
    }

    /// How far an object has come, as [io.gatehouse.server.admin.AdminServer] tells it.
    ///
    /// @param version to compare with; empty for none
    /// @param after news after which there is something new to tell; negative to be told at once
    Tree rollout(ObjectKey key, String version, long after) {
        String path =
                "/api/v1/rollout/"
                        + key.kind().plural()
                        + "/"
                        + encoded(key.name())
                        + "?namespace="
                        + encoded(key.namespace())
                        + (version.isEmpty() ? "" : "&version=" + version)
                        + (after < 0 ? "" : "&after=" + after);
        return get(path);
    }

    /// What came of asking for one object.
    sealed interface Outcome {
        record Found(Tree object) implements Outcome {}

        record Missing(String message) implements Outcome {}
    }

    private static String query(String namespace) {
        return namespace.isEmpty() ? "" : "?namespace=" + encoded(namespace);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Tree get(String path) {
        return checked(path, ask(path));
    }

    private Tree checked(String path, Answer answer) {
        if (answer.status() == HttpURLConnection.HTTP_OK) {
            return answer.tree();
        }
        throw CommandFailure.unreachable(
                "%s answered %s with HTTP %d%s"
                        .formatted(
                                address,
                                path,
                                answer.status(),
                                Optional.of(answer.tree().at("error").text())
                                        .filter(text -> !text.isEmpty())
                                        .map(text -> ": " + text)
                                        .orElse("")));
    }

    private Answer ask(String path) {
        String body;
        int status;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.uri(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            status = connection.getResponseCode();
            body = body(connection);
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "no gatehouse answers at %s (%s): start one with 'gatehouse run DIR', or say where it is with --admin ADDRESS:PORT."
                            .formatted(address, reason(e)));
        }
        try {
            return new Answer(status, new Tree(JsonText.parse(body)));
        } catch (IOException _) {
            throw CommandFailure.unreachable(
                    "what answers at %s is not gatehouse (HTTP %d): say where it is with --admin ADDRESS:PORT."
                            .formatted(address, status));
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        InputStream error = connection.getErrorStream();
        boolean failed = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        if (failed && error == null) {
            return "";
        }
        try (InputStream in = failed ? error : connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "no such host";
            default -> String.valueOf(e.getMessage());
        };
    }
}
