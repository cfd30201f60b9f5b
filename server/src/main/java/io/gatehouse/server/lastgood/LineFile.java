// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// A file of lines that is replaced as a whole, and of which a damaged one is told from a good one:
/// the first line says what it is, the last one the SHA-256 of all before it. Only this user may
/// read it.
record LineFile(Path path, long largest) {
    private static final String FORMAT = "gatehouse last good 1";
    private static final String END = "sha256 ";
    private static final int LONGEST_END = 100;

    /// @param checksum of all lines; empty where there is no such file
    record Content(List<String> lines, String checksum) {
        static final Content NOTHING = new Content(List.of(), "");
    }

    /// Nothing if there is no such file.
    ///
    /// @throws IOException if it cannot be read, or is not as it was written; says why, not which
    Content read() throws IOException {
        long size;
        try {
            size = Files.size(path);
        } catch (NoSuchFileException _) {
            return Content.NOTHING;
        }
        if (size > largest + LONGEST_END) {
            throw new IOException("found %d bytes (expected: at most %d)".formatted(size, largest));
        }
        List<String> lines = new ArrayList<>();
        MessageDigest digest = sha256();
        String last = "";
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!last.isEmpty()) {
                    digest.update((last + "\n").getBytes(StandardCharsets.UTF_8));
                    lines.add(last);
                }
                last = line;
            }
        } catch (CharacterCodingException _) {
            throw new IOException("it is damaged: it is no text");
        }
        if (lines.isEmpty() || !lines.getFirst().equals(FORMAT)) {
            throw new IOException("it is damaged, or of another version of Gatehouse");
        }
        String checksum = HexFormat.of().formatHex(digest.digest());
        if (!last.equals(END + checksum)) {
            throw new IOException("it is damaged: its checksum does not fit");
        }
        return new Content(List.copyOf(lines.subList(1, lines.size())), checksum);
    }

    /// Whoever reads it meanwhile, or after a failure, finds what it held before. Returns the
    /// checksum.
    ///
    /// @param lines neither empty nor with line breaks in them
    String write(Stream<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            create(next);
            String checksum;
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                checksum = write(lines, Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            return checksum;
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    static void create(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private String write(Stream<String> lines, OutputStream channel) throws IOException {
        MessageDigest digest = sha256();
        BufferedOutputStream out = new BufferedOutputStream(channel, 1 << 16);
        long size = 0;
        Iterator<String> all = Stream.concat(Stream.of(FORMAT), lines).iterator();
        while (all.hasNext()) {
            byte[] line = (all.next() + "\n").getBytes(StandardCharsets.UTF_8);
            size += line.length;
            if (size > largest) {
                throw new IOException("it would hold more than %d bytes".formatted(largest));
            }
            digest.update(line);
            out.write(line);
        }
        String checksum = HexFormat.of().formatHex(digest.digest());
        out.write((END + checksum + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return checksum;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
