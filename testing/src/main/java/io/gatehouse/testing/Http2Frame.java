// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// One frame of HTTP/2 (RFC 9113, section 4.1), with numbers as they are on the wire.
@SuppressWarnings("ArrayRecordComponent") // frames are never compared
record Http2Frame(int type, int flags, int stream, byte[] payload) {
    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PING = 0x6;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;

    static Http2Frame read(DataInputStream input) throws IOException {
        int length = input.readUnsignedByte() << 16 | input.readUnsignedShort();
        int type = input.readUnsignedByte();
        int flags = input.readUnsignedByte();
        int stream = input.readInt() & Integer.MAX_VALUE;
        byte[] payload = new byte[length];
        input.readFully(payload);
        return new Http2Frame(type, flags, stream, payload);
    }

    void writeTo(DataOutputStream output) throws IOException {
        output.writeByte(payload.length >> 16);
        output.writeShort(payload.length);
        output.writeByte(type);
        output.writeByte(flags);
        output.writeInt(stream);
        output.write(payload);
        output.flush();
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean endsStream() {
        return (type == DATA || type == HEADERS) && has(END_STREAM);
    }

    /// The payload of DATA and HEADERS without padding and priority.
    byte[] content() {
        int start = 0;
        int end = payload.length;
        if (type != CONTINUATION && has(PADDED)) {
            start = 1;
            end -= payload[0] & 0xff;
        }
        if (type == HEADERS && has(PRIORITY)) {
            start += 5;
        }
        return Arrays.copyOfRange(payload, start, end);
    }
}
