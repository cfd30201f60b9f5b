// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.gatehouse.testing.GatewayRequest.Header;
import io.gatehouse.testing.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request of a case as it is written there, with what is meant where nothing is written.
public record CorpusRequest(SortedMap<String, @Nullable Object> fields) {
    private static final Set<String> FIELDS =
            Set.of(
                    "authority",
                    "body",
                    "cert",
                    "ciphers",
                    "expect",
                    "headers",
                    "host",
                    "http",
                    "limit",
                    "method",
                    "path",
                    "port",
                    "protocol",
                    "see",
                    "see_response",
                    "slow",
                    "sni",
                    "times",
                    "tls",
                    "tls_max");
    private static final Set<Integer> TLS_PORTS = Set.of(443, 9443, 15443);
    private static final Map<Integer, Integer> LOCAL_PORTS = Map.of(80, 8080, 443, 8443);

    static CorpusRequest of(Map<?, ?> written) {
        SortedMap<String, @Nullable Object> fields = new TreeMap<>();
        written.forEach((name, value) -> fields.put(String.valueOf(name), value));
        if (!FIELDS.containsAll(fields.keySet())) {
            throw new IllegalArgumentException("a request has fields " + fields.keySet());
        }
        return new CorpusRequest(fields);
    }

    boolean isTcp() {
        return text("protocol").filter("tcp"::equals).isPresent();
    }

    int localPort() {
        return LOCAL_PORTS.getOrDefault(port(), port());
    }

    boolean tls() {
        return fields.get("tls") instanceof Boolean given ? given : TLS_PORTS.contains(port());
    }

    /// As the tool that recorded sends it: none for an address.
    String serverName() {
        String name = text("sni").orElseGet(this::host).toLowerCase(Locale.ROOT);
        return name.matches("[0-9.]+") ? "" : name;
    }

    String authority() {
        return text("authority").orElseGet(this::host);
    }

    String method() {
        return text("method").orElse("GET");
    }

    String path() {
        return text("path").orElse("/");
    }

    HttpVersion version() {
        return switch (text("http").orElse("1.1")) {
            case "1.0" -> HttpVersion.HTTP_1_0;
            case "1.1" -> HttpVersion.HTTP_1_1;
            case "2" -> HttpVersion.HTTP_2;
            default -> throw new IllegalArgumentException("http: " + fields.get("http"));
        };
    }

    Optional<String> highestTls() {
        return text("tls_max").map(version -> version.equals("1.0") ? "TLSv1" : "TLSv" + version);
    }

    /// By their standard names; empty means any. `ECDHE-RSA-AES128-GCM-SHA256` is how OpenSSL
    /// writes `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`.
    List<String> cipherSuites() {
        return text("ciphers").filter(names -> !names.startsWith("DEFAULT")).stream()
                .flatMap(names -> List.of(names.split(":")).stream())
                .map(name -> "TLS_" + name.replaceFirst("-AES(\\d+)-", "-WITH-AES-$1-"))
                .map(name -> name.replace('-', '_'))
                .toList();
    }

    Optional<String> clientCertificate() {
        return text("cert");
    }

    /// With those that the tool that recorded adds by itself.
    List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        if (fields.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) ->
                    headers.add(new Header(String.valueOf(name), String.valueOf(value))));
        }
        addMissing(headers, "user-agent", "curl/8.14.1");
        addMissing(headers, "accept", "*/*");
        if (body().isPresent()) {
            addMissing(headers, "content-type", "application/x-www-form-urlencoded");
            if (body().get().isEmpty()) {
                addMissing(headers, "content-length", "0");
            }
        }
        return headers;
    }

    private static void addMissing(List<Header> headers, String name, String value) {
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            headers.add(new Header(name, value));
        }
    }

    Optional<String> body() {
        return text("body");
    }

    OptionalInt times() {
        return number("times");
    }

    /// From how many milliseconds on an answer counts as slow.
    OptionalInt slow() {
        return number("slow");
    }

    boolean isTimed() {
        return fields.containsKey("slow") || fields.containsKey("limit");
    }

    Duration limit() {
        return fields.get("limit") instanceof Number seconds
                ? Duration.ofMillis(Math.round(seconds.doubleValue() * 1000))
                : Duration.ofSeconds(8);
    }

    /// The headers of the request, as the backend got them, that are told.
    List<String> see() {
        return texts("see");
    }

    List<String> seeResponse() {
        return texts("see_response");
    }

    Map<?, ?> expected() {
        return fields.get("expect") instanceof Map<?, ?> expected ? expected : Map.of();
    }

    @Override
    public String toString() {
        SortedMap<String, @Nullable Object> sent = new TreeMap<>(fields);
        sent.remove("expect");
        return sent.toString();
    }

    private String host() {
        return text("host").orElse("example.com");
    }

    private int port() {
        return number("port").orElse(80);
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::valueOf);
    }

    private OptionalInt number(String field) {
        return fields.get(field) instanceof Integer number
                ? OptionalInt.of(number)
                : OptionalInt.empty();
    }

    private List<String> texts(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
