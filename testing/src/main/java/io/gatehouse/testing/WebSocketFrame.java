// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A whole message of up to 125 bytes on a WebSocket (RFC 6455, section 5.2).
///
/// @param text of a text message; of a close message its status and reason
public record WebSocketFrame(int type, String text) {
    public static final int TEXT = 0x1;
    public static final int CLOSE = 0x8;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONGEST = 125;
    private static final byte[] MASK = {0x5a, 0x0f, 0x33, 0x7e};

    public static WebSocketFrame text(String text) {
        return new WebSocketFrame(TEXT, text);
    }

    public static WebSocketFrame read(InputStream source) throws IOException {
        DataInputStream input = new DataInputStream(source);
        int type = input.readUnsignedByte() & ~FINAL;
        int length = input.readUnsignedByte();
        byte[] mask = new byte[MASK.length];
        if ((length & MASKED) != 0) {
            input.readFully(mask);
        }
        byte[] payload = new byte[length & ~MASKED];
        input.readFully(payload);
        return new WebSocketFrame(type, new String(masked(payload, mask), StandardCharsets.UTF_8));
    }

    /// As a client must.
    public void writeMasked(OutputStream output) throws IOException {
        write(output, MASKED, MASK);
    }

    /// As a server must.
    public void writeUnmasked(OutputStream output) throws IOException {
        write(output, 0, new byte[0]);
    }

    private void write(OutputStream output, int flag, byte[] mask) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length > LONGEST) {
            throw new IllegalArgumentException("message: more than " + LONGEST + " bytes");
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL | type);
        frame.write(flag | payload.length);
        frame.write(mask);
        frame.write(mask.length == 0 ? payload : masked(payload, mask));
        output.write(frame.toByteArray());
        output.flush();
    }

    private static byte[] masked(byte[] payload, byte[] mask) {
        byte[] result = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            result[i] = (byte) (payload[i] ^ mask[i % mask.length]);
        }
        return result;
    }
}
