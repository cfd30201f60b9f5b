// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Lines that came after a [LineFile] was written, so that keeping a change costs as much as the
/// change. The first one tells by its checksum which version of that file they follow: they are
/// nothing to any other. Each of the others begins with its CRC-32; one that a crash has cut off is
/// left out.
record LineChanges(Path path) {
    private static final String FORMAT = "gatehouse last good changes 1 of ";
    private static final int CHECK = 8;

    /// @param checksum of the file that they follow
    /// @param reader told each line
    /// @throws IOException if they cannot be read; what was told until then is good
    void read(String checksum, KeptFiles.LineReader reader) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return;
        }
        if (!text.startsWith(FORMAT + checksum + "\n")) {
            return;
        }
        int number = 1;
        int start = text.indexOf('\n') + 1;
        for (int end = text.indexOf('\n', start); end >= 0; end = text.indexOf('\n', start)) {
            int from = Math.min(start + CHECK, end);
            String line = text.substring(from, end);
            number++;
            if (line.isEmpty() || !text.substring(start, from).equals(check(line))) {
                throw new IOException("it is damaged at line " + number);
            }
            reader.accept(line);
            start = end + 1;
        }
    }

    /// As they are to stand in the file.
    static byte[] bytes(Stream<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(line ->
                bytes.writeBytes((check(line) + line + "\n").getBytes(StandardCharsets.UTF_8)));
        return bytes.toByteArray();
    }

    /// Those that come next follow the file with that checksum.
    void start(String checksum) throws IOException {
        Files.deleteIfExists(path);
        LineFile.create(path);
        append((FORMAT + checksum + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void append(byte[] lines) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.APPEND)) {
            Channels.newOutputStream(channel).write(lines);
            channel.force(true);
        }
    }

    private static String check(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
