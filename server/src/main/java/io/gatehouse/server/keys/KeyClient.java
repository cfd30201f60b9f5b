// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Reads small documents by HTTP, bounded in size, time and redirects.
final class KeyClient implements AutoCloseable {
    private static final int LARGEST = 1 << 20;
    private static final int REDIRECTS = 5;
    private static final int LAST_PORT = 65_535;
    private static final Set<Integer> REDIRECT = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final KeyAddresses addresses;
    private final HttpClient client;

    KeyClient(KeyAddresses addresses, KeyAuthorities authorities) {
        this.addresses = addresses;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .sslContext(authorities.context())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// @param timeout for all of it
    String get(String location, Duration timeout) throws KeyFetchException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        URI uri = uri(location);
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpResponse<byte[]> response = ask(uri, timeout, end);
            if (REDIRECT.contains(response.statusCode())) {
                uri = next(uri, response);
            } else if (response.statusCode() == 200) {
                return new String(response.body(), StandardCharsets.UTF_8);
            } else {
                throw new KeyFetchException(
                        "%s answered with status %d (expected: 200)"
                                .formatted(uri, response.statusCode()));
            }
        }
        throw new KeyFetchException(
                "%s redirects more than %d times".formatted(location, REDIRECTS));
    }

    private HttpResponse<byte[]> ask(URI uri, Duration timeout, long end)
            throws KeyFetchException, InterruptedException {
        addresses.check(uri);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("accept", "application/json").build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new KeyFetchException(
                    "%s took longer than %d ms".formatted(uri, timeout.toMillis()));
        } catch (ExecutionException e) {
            throw new KeyFetchException("%s: %s".formatted(uri, reason(e.getCause())));
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? "no connection" : message;
    }

    private static URI next(URI from, HttpResponse<?> response) throws KeyFetchException {
        Optional<String> location = response.headers().firstValue("location");
        if (location.isEmpty()) {
            throw new KeyFetchException("%s redirects to nowhere".formatted(from));
        }
        URI to = from.resolve(uri(location.get(), from));
        if (from.getScheme().equals("https") && !"https".equals(to.getScheme())) {
            throw new KeyFetchException(
                    "%s redirects to %s, which is not protected".formatted(from, to));
        }
        return uri(to.toString());
    }

    private static URI uri(String text, URI from) throws KeyFetchException {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new KeyFetchException("%s redirects to what is no URI".formatted(from));
        }
    }

    private static URI uri(String text) throws KeyFetchException {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && uri.getPort() <= LAST_PORT
                    && SCHEMES.contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Told as any other text that is no such URI.
        }
        throw new KeyFetchException("\"%s\" is no http or https URI".formatted(text));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
