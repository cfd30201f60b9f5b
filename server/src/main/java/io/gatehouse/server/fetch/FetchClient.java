// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Reads by HTTP, bounded in size, time and redirects.
public final class FetchClient implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final int LAST_PORT = 65_535;
    private static final Set<Integer> REDIRECT = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String CREDENTIALS = "authorization";

    private final FetchAddresses addresses;
    private final FetchAuthorities authorities;
    private final int largest;
    private @Nullable HttpClient client;

    /// An answer, after redirects.
    public static final class Reply {
        private final URI from;
        private final HttpResponse<byte[]> response;

        private Reply(URI from, HttpResponse<byte[]> response) {
            this.from = from;
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        public HttpHeaders headers() {
            return response.headers();
        }

        /// @throws FetchException if it is no success
        public byte[] content() throws FetchException {
            if (status() != 200) {
                throw new FetchException(
                        "%s answered with status %d (expected: 200)".formatted(from, status()));
            }
            return response.body();
        }
    }

    /// @param largest bytes of an answer
    public FetchClient(FetchAddresses addresses, FetchAuthorities authorities, int largest) {
        this.addresses = addresses;
        this.authorities = authorities;
        this.largest = largest;
    }

    /// Made for the first request: most processes never send one, and Java's authorities take long
    /// to read.
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .sslContext(authorities.context())
                            .executor(Executors.newVirtualThreadPerTaskExecutor())
                            .build();
            client = made;
        }
        return made;
    }

    /// A document of text.
    public String text(String location, Duration timeout)
            throws FetchException, InterruptedException {
        Reply reply =
                ask(uri(location), Map.of("accept", "application/json"), Deadline.in(timeout));
        return new String(reply.content(), StandardCharsets.UTF_8);
    }

    /// @param headers of the request; credentials are shown to no other host
    public Reply ask(URI uri, Map<String, String> headers, Deadline deadline)
            throws FetchException, InterruptedException {
        Map<String, String> sent = new TreeMap<>(headers);
        URI next = uri;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpResponse<byte[]> response = send(next, sent, deadline);
            if (!REDIRECT.contains(response.statusCode())) {
                return new Reply(next, response);
            }
            URI to = next(next, response);
            if (!origin(to).equals(origin(next))) {
                sent.remove(CREDENTIALS);
            }
            next = to;
        }
        throw new FetchException("%s redirects more than %d times".formatted(uri, REDIRECTS));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private HttpResponse<byte[]> send(URI uri, Map<String, String> headers, Deadline deadline)
            throws FetchException, InterruptedException {
        addresses.check(uri);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(
                                request.build(),
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest));
        try {
            return answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new FetchException(
                    "%s took longer than %d ms".formatted(uri, deadline.timeout().toMillis()));
        } catch (ExecutionException e) {
            throw new FetchException("%s: %s".formatted(uri, reason(e.getCause())));
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? "no connection" : message;
    }

    private static URI next(URI from, HttpResponse<?> response) throws FetchException {
        Optional<String> location = response.headers().firstValue("location");
        if (location.isEmpty()) {
            throw new FetchException("%s redirects to nowhere".formatted(from));
        }
        URI to = from.resolve(uri(location.get(), from));
        if (from.getScheme().equals("https") && !"https".equals(to.getScheme())) {
            throw new FetchException(
                    "%s redirects to %s, which is not protected".formatted(from, to));
        }
        return uri(to.toString());
    }

    private static URI uri(String text, URI from) throws FetchException {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new FetchException("%s redirects to what is no URI".formatted(from));
        }
    }

    /// @throws FetchException if it is none that can be asked
    public static URI uri(String text) throws FetchException {
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
        throw new FetchException("\"%s\" is no http or https URI".formatted(text));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
