// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A body in chunks (RFC 9112, section 7.1).
final class ChunkedInput extends BlockInput {
    private final InputStream source;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean first = true;
    private boolean ended;
    private SortedMap<String, List<String>> trailers = new TreeMap<>();

    ChunkedInput(InputStream source) {
        this.source = source;
    }

    /// Empty until the end has been read.
    SortedMap<String, List<String>> trailers() {
        return trailers;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int read = chunk.read(bytes, offset, length);
            if (read >= 0) {
                return read;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        if (!first) {
            Http1Lines.read(source);
        }
        first = false;
        int size = Integer.parseInt(Http1Lines.read(source).split(";", 2)[0].strip(), 16);
        chunk = new SizedInput(source, size);
        if (size == 0) {
            trailers = Http1Stream.fields(source);
            ended = true;
        }
    }
}
