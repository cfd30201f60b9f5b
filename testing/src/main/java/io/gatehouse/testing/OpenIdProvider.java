// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// An OpenID provider on a loopback port of its own, as far as a login needs it: its configuration,
/// codes with PKCE (RFC 7636), and tokens for one client.
public final class OpenIdProvider implements AutoCloseable {
    private final HttpServer server;
    private final String clientId;
    private final String clientSecret;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();

    private OpenIdProvider(HttpServer server, String clientId, String clientSecret) {
        this.server = server;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    public static OpenIdProvider start(String clientId, String clientSecret) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OpenIdProvider provider = new OpenIdProvider(server, clientId, clientSecret);
            server.createContext("/.well-known/openid-configuration", provider::configuration);
            server.createContext("/token", provider::token);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException("OpenID provider does not start", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String issuer() {
        return "http://127.0.0.1:" + port();
    }

    /// What a user who logs in is sent back to.
    ///
    /// @param location that the user was sent to
    public String loggedIn(String location) {
        Map<String, String> query = form(URI.create(location).getRawQuery());
        if (!location.startsWith(issuer() + "/authorize?")
                || !clientId.equals(query.get("client_id"))
                || !Arrays.asList(query.getOrDefault("scope", "").split(" ")).contains("openid")) {
            throw new IllegalArgumentException("not for this provider: " + location);
        }
        String code = "code-" + challenges.size();
        challenges.put(code, query.getOrDefault("code_challenge", ""));
        return query.getOrDefault("redirect_uri", "")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(query.getOrDefault("state", ""), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void configuration(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token", "end_session_endpoint": "%1$s/end"}
                """
                        .formatted(issuer()));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean known =
                clientId.equals(asked.get("client_id"))
                        && clientSecret.equals(asked.get("client_secret"))
                        && challenge(asked.getOrDefault("code_verifier", ""))
                                .equals(challenges.remove(asked.getOrDefault("code", "")));
        if (known) {
            answer(
                    exchange,
                    200,
                    """
                    {"access_token": "access-of-ann", "token_type": "Bearer", "expires_in": 3600}
                    """);
        } else {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
