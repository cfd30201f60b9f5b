// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A request as an [EchoBackend] saw it.
///
/// @param backend name of the backend
/// @param path with the query string
/// @param host the `Host` header
/// @param headers by lower-case name
/// @param serverName sent as SNI, empty for none; absent without TLS
public record Echo(
        String backend,
        String method,
        String path,
        String host,
        SortedMap<String, List<String>> headers,
        String body,
        Optional<String> serverName) {
    public Echo {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /// The first value of that header, or an empty string.
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /// Reads the answer of a backend.
    public static Echo parse(String json) {
        Struct.Builder struct = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an echo: " + json, e);
        }
        SortedMap<String, List<String>> headers = new TreeMap<>();
        struct.getFieldsOrThrow("headers")
                .getStructValue()
                .getFieldsMap()
                .forEach((name, values) ->
                        headers.put(
                                name,
                                values.getListValue().getValuesList().stream()
                                        .map(Value::getStringValue)
                                        .toList()));
        return new Echo(
                text(struct, "backend"),
                text(struct, "method"),
                text(struct, "path"),
                text(struct, "host"),
                headers,
                text(struct, "body"),
                struct.getFieldsOrThrow("tls").getBoolValue()
                        ? Optional.of(text(struct, "sni"))
                        : Optional.empty());
    }

    static Echo of(String backend, HttpExchange exchange, String body) {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        List<String> host = headers.getOrDefault("host", List.of(""));
        return new Echo(
                backend,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                host.getFirst(),
                headers,
                body,
                Optional.empty());
    }

    public String toJson() {
        Struct.Builder headerValues = Struct.newBuilder();
        headers.forEach((name, values) -> headerValues.putFields(name, list(values)));
        Struct struct =
                Struct.newBuilder()
                        .putFields("backend", string(backend))
                        .putFields("method", string(method))
                        .putFields("path", string(path))
                        .putFields("host", string(host))
                        .putFields(
                                "headers", Value.newBuilder().setStructValue(headerValues).build())
                        .putFields("body", string(body))
                        .putFields(
                                "tls",
                                Value.newBuilder().setBoolValue(serverName.isPresent()).build())
                        .putFields("sni", string(serverName.orElse("")))
                        .build();
        try {
            return JsonFormat.printer().print(struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("plain values always print", e);
        }
    }

    private static String text(Struct.Builder struct, String field) {
        return struct.getFieldsOrThrow(field).getStringValue();
    }

    private static Value string(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value list(List<String> texts) {
        ListValue.Builder list = ListValue.newBuilder();
        texts.forEach(text -> list.addValues(string(text)));
        return Value.newBuilder().setListValue(list).build();
    }
}
