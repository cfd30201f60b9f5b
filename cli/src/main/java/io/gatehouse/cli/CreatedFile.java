// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/// The file of one object in a directory that may be watched: `NAME.yaml`. For its owner's eyes
/// only.
record CreatedFile(Path directory, ObjectKey key) {

    /// Appears at once with all of its content.
    void write(String content, boolean force) {
        Path file = directory.resolve(key.name() + ".yaml");
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.wrongUse("no such directory: " + directory);
        }
        if (!force && Files.exists(file)) {
            throw refusal(file);
        }
        try {
            writeAtomically(file, content);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot write %s: %s".formatted(file, UserFile.reason(e)));
        }
    }

    private CommandFailure refusal(Path file) {
        return isThisObject(file)
                ? CommandFailure.failed(
                        "failed to create %s %s \"%s\" already exists (in %s; --force replaces it)"
                                .formatted(
                                        key.kind().kindName().toLowerCase(Locale.ROOT),
                                        key.kind().plural(),
                                        key.name(),
                                        file))
                : CommandFailure.failed(
                        "%s exists and holds something else (--force replaces it)".formatted(file));
    }

    private boolean isThisObject(Path file) {
        List<ReadResult> results =
                new YamlReader(ReadLimits.DEFAULT).read(file.toString(), UserFile.read("", file));
        return results.size() == 1
                && results.getFirst() instanceof ReadResult.Read read
                && read.object().kind() == key.kind()
                && read.object().metadata().name().equals(key.name());
    }

    /// Watchers pass over names that start with a dot.
    private void writeAtomically(Path file, String content) throws IOException {
        Path temporary =
                Files.createTempFile(directory, "." + file.getFileName(), ".tmp", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
