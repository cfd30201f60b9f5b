// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Each write is a chunk (RFC 9112, section 7.1); closing ends the body, not the connection.
final class ChunkedOutput extends OutputStream {
    private final OutputStream connection;
    private boolean closed;

    ChunkedOutput(OutputStream connection) {
        this.connection = connection;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the body has ended");
        }
        if (length == 0) {
            return; // it would be the end
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
        chunk.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(bytes, offset, length);
        chunk.write('\r');
        chunk.write('\n');
        connection.write(chunk.toByteArray());
        connection.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            connection.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.flush();
        }
    }
}
