// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.Echo;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.HttpVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sends the requests of cases and tells what came of them as the recording did.
record CorpusClient(InetAddress gateway, CorpusCertificates certificates) {
    private static final int LONGEST_REPLY = 200;
    private static final Duration TCP_PATIENCE = Duration.ofSeconds(2);
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

    CorpusOutcome outcome(CorpusRequest request) {
        return request.times().isPresent()
                ? shares(request, request.times().getAsInt())
                : one(request);
    }

    /// One after the other, as recorded: where several are under way, a slow machine decides who
    /// has the fewest.
    private CorpusOutcome shares(CorpusRequest request, int times) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(one(request).share(), 1, Integer::sum);
        }
        SortedMap<String, Integer> shares = new TreeMap<>();
        counts.forEach((name, count) -> shares.put(name, Math.round(100f * count / times)));
        return CorpusOutcome.of("shares", shares);
    }

    private CorpusOutcome one(CorpusRequest request) {
        try {
            return request.isTcp() ? tcp(request) : http(request);
        } catch (SocketTimeoutException e) {
            return CorpusOutcome.failed("timeout", e);
        } catch (IOException e) {
            return CorpusOutcome.failed("connection", e);
        }
    }

    private CorpusOutcome tcp(CorpusRequest request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) TCP_PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(gateway, request.localPort()));
            socket.getOutputStream().write("ping\n".getBytes(StandardCharsets.US_ASCII));
            String name =
                    new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
            return name == null || name.isEmpty()
                    ? CorpusOutcome.of("failed", "connection")
                    : CorpusOutcome.of("backend", name);
        }
    }

    private CorpusOutcome http(CorpusRequest request) throws IOException {
        long start = System.nanoTime();
        try (GatewayConnection connection = client(request).connect()) {
            GatewayResponse response = connection.send(sent(request));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return told(request, response, connection, time);
        }
    }

    private GatewayClient client(CorpusRequest request) {
        int port = request.localPort();
        GatewayClient client =
                request.tls() ? GatewayClient.tls(port, tls(request)) : GatewayClient.plain(port);
        return client.at(gateway).patient(request.limit()).speaking(request.version());
    }

    private ClientTls tls(CorpusRequest request) {
        ClientTls tls = ClientTls.to(request.serverName()).offering(request.cipherSuites());
        ClientTls limited = request.highestTls().map(tls::upTo).orElse(tls);
        return request.clientCertificate()
                .map(name -> limited.showing(certificates.identity(name)))
                .orElse(limited);
    }

    private static GatewayRequest sent(CorpusRequest request) {
        return new GatewayRequest(
                request.method(),
                request.authority(),
                request.path(),
                request.headers(),
                request.body().orElse(""));
    }

    private static CorpusOutcome told(
            CorpusRequest request,
            GatewayResponse response,
            GatewayConnection connection,
            Duration time) {
        SortedMap<String, @Nullable Object> told = new TreeMap<>();
        told.put("status", response.status());
        Optional<Echo> echo = echo(response.body());
        if (echo.isPresent()) {
            tell(told, request, echo.get());
        } else if (!response.body().isEmpty()) {
            String reply = response.body().strip();
            told.put("reply", reply.substring(0, Math.min(reply.length(), LONGEST_REPLY)));
        }
        if (response.headers().containsKey("location")) {
            told.put("location", response.header("location"));
        }
        if (!request.seeResponse().isEmpty()) {
            told.put("response_headers", values(request.seeResponse(), response.headers()));
        }
        if (request.tls()) {
            connection
                    .certificate()
                    .map(CorpusClient::commonName)
                    .ifPresent(name -> told.put("certificate", name));
            if (request.version() == HttpVersion.HTTP_2) {
                told.put("http", connection.applicationProtocol().equals("h2") ? "2" : "1.1");
            }
        }
        request.slow()
                .ifPresent(slow -> told.put("slower_than_ms", time.toMillis() >= slow ? slow : 0));
        return new CorpusOutcome(told, "");
    }

    private static void tell(
            SortedMap<String, @Nullable Object> told, CorpusRequest request, Echo echo) {
        told.put("backend", echo.backend());
        told.put("path", echo.path());
        told.put("host", echo.host());
        told.put("method", echo.method());
        echo.serverName().ifPresent(name -> told.put("upstream_sni", name));
        if (request.body().isPresent()) {
            told.put("body", echo.body());
        }
        if (!request.see().isEmpty()) {
            told.put("request_headers", values(request.see(), echo.headers()));
        }
    }

    private static Optional<Echo> echo(String body) {
        try {
            return body.startsWith("{") ? Optional.of(Echo.parse(body)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Those headers, with null for one that is not there.
    private static SortedMap<String, @Nullable String> values(
            List<String> names, Map<String, List<String>> headers) {
        SortedMap<String, @Nullable String> values = new TreeMap<>();
        for (String name : names) {
            List<String> found = headers.get(name.toLowerCase(Locale.ROOT));
            values.put(
                    name,
                    found == null ? null : MachineAddress.asRecorded(String.join(",", found)));
        }
        return values;
    }

    private static String commonName(X509Certificate certificate) {
        Matcher matcher = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return matcher.find() ? matcher.group(1) : "";
    }
}
