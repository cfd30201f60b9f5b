// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An exchange on an [Http1Connection], read by one thread.
final class Http1Stream implements GatewayStream {
    private final String method;
    private final InputStream source;
    private final OutputStream output;
    private Optional<GatewayResponse> head = Optional.empty();
    private Optional<InputStream> body = Optional.empty();

    Http1Stream(String method, InputStream source, OutputStream output) {
        this.method = method;
        this.source = source;
        this.output = output;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public GatewayResponse head() throws IOException {
        if (head.isEmpty()) {
            head = Optional.of(readHead());
        }
        return head.get();
    }

    @Override
    public InputStream input() throws IOException {
        if (body.isEmpty()) {
            body = Optional.of(bodyOf(head()));
        }
        return body.get();
    }

    @Override
    public SortedMap<String, List<String>> trailers() throws IOException {
        return input() instanceof ChunkedInput chunks ? chunks.trailers() : new TreeMap<>();
    }

    private GatewayResponse readHead() throws IOException {
        int status = status();
        while (status >= 100 && status < 200 && status != 101) {
            fields(source);
            status = status();
        }
        return new GatewayResponse(status, fields(source), "");
    }

    private int status() throws IOException {
        return Integer.parseInt(Http1Lines.read(source).split(" ", 3)[1]);
    }

    private InputStream bodyOf(GatewayResponse answer) {
        int status = answer.status();
        String length = answer.header("content-length");
        if (status == 101) {
            return source;
        } else if (method.equals("HEAD") || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        } else if (answer.header("transfer-encoding").equals("chunked")) {
            return new ChunkedInput(source);
        }
        return length.isEmpty() ? source : new SizedInput(source, Long.parseLong(length));
    }

    /// Header lines up to an empty one, by lower-case name.
    static SortedMap<String, List<String>> fields(InputStream source) throws IOException {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        for (String line = Http1Lines.read(source);
                !line.isEmpty();
                line = Http1Lines.read(source)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + line);
            }
            fields.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return fields;
    }
}
