// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.istio.ModuleUrl;
import io.gatehouse.engine.RegistryLogin;
import io.gatehouse.server.fetch.Deadline;
import io.gatehouse.server.fetch.FetchClient;
import io.gatehouse.server.fetch.FetchClient.Reply;
import io.gatehouse.server.fetch.FetchException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from one repository of a registry: the pulling half of the OCI distribution specification,
/// with the tokens of those that ask for one. For one attempt.
final class Registry {
    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /// Asked without TLS, as other clients of registries do.
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");

    private final FetchClient client;
    private final ModuleUrl.Image image;
    private final Optional<RegistryLogin> login;
    private final Deadline deadline;
    private Optional<String> authorization = Optional.empty();

    Registry(
            FetchClient client,
            ModuleUrl.Image image,
            Optional<RegistryLogin> login,
            Deadline deadline) {
        this.client = client;
        this.image = image;
        this.login = login;
        this.deadline = deadline;
    }

    ModuleUrl.Image image() {
        return image;
    }

    /// @param reference a tag, or `sha256:` and digits
    byte[] manifest(String reference, String accepted) throws FetchException, InterruptedException {
        return get("manifests/" + reference, Map.of("accept", accepted));
    }

    byte[] blob(String digest) throws FetchException, InterruptedException {
        return get("blobs/" + digest, Map.of());
    }

    private byte[] get(String path, Map<String, String> headers)
            throws FetchException, InterruptedException {
        URI uri =
                FetchClient.uri(
                        "%s://%s/v2/%s/%s"
                                .formatted(
                                        LOOPBACK.matcher(image.registry()).matches()
                                                ? "http"
                                                : "https",
                                        image.registry(),
                                        image.repository(),
                                        path));
        Reply reply = client.ask(uri, authorized(headers), deadline);
        if (reply.status() == 401 && authorization.isEmpty()) {
            authorization = answer(reply);
            reply = client.ask(uri, authorized(headers), deadline);
        }
        return reply.content();
    }

    private Map<String, String> authorized(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        authorization.ifPresent(value -> all.put("authorization", value));
        return all;
    }

    /// To what the registry asks for.
    private Optional<String> answer(Reply reply) throws FetchException, InterruptedException {
        String challenge = reply.headers().firstValue("www-authenticate").orElse("");
        if (challenge.regionMatches(true, 0, "bearer ", 0, "bearer ".length())) {
            return Optional.of("Bearer " + token(parameters(challenge)));
        }
        return basic();
    }

    private Optional<String> basic() {
        return login.map(known ->
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (known.user() + ":" + known.password())
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> parameters(String challenge) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return found;
    }

    private String token(Map<String, String> challenge)
            throws FetchException, InterruptedException {
        String realm = challenge.getOrDefault("realm", "");
        URI uri =
                FetchClient.uri(
                        "%s%sservice=%s&scope=%s"
                                .formatted(
                                        realm,
                                        realm.contains("?") ? "&" : "?",
                                        encoded(challenge.getOrDefault("service", "")),
                                        encoded(
                                                challenge.getOrDefault(
                                                        "scope",
                                                        "repository:%s:pull"
                                                                .formatted(image.repository())))));
        Map<String, String> headers = new TreeMap<>(Map.of("accept", "application/json"));
        basic().ifPresent(value -> headers.put("authorization", value));
        byte[] content = client.ask(uri, headers, deadline).content();
        try {
            if (JsonText.parse(new String(content, StandardCharsets.UTF_8))
                    instanceof Map<?, ?> answer) {
                if (answer.get("token") instanceof String token) {
                    return token;
                }
                if (answer.get("access_token") instanceof String token) {
                    return token;
                }
            }
        } catch (IOException _) {
            // Told as any other answer without a token.
        }
        throw new FetchException(realm + " gives no token");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
