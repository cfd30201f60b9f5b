// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// So many bytes of a connection; fewer are an [EOFException].
final class SizedInput extends BlockInput {
    private final InputStream source;
    private long left;

    SizedInput(InputStream source, long size) {
        this.source = source;
        this.left = size;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        } else if (left == 0) {
            return -1;
        }
        int read = source.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("connection closed within a body");
        }
        left -= read;
        return read;
    }
}
