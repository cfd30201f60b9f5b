// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A temporary directory that only this user may enter, for what one run of a proxy needs: its
/// bootstrap and its sockets. The path is short enough for Unix sockets.
public record RunDirectory(Path path) implements AutoCloseable {

    /// Makes a new one.
    public static RunDirectory create() throws IOException {
        return new RunDirectory(Files.createTempDirectory("gatehouse-"));
    }

    /// Where the proxy of this run has its administration.
    public Path adminSocket() {
        return path.resolve("admin.sock");
    }

    /// A file that only this user may read, replaced if there is one.
    public Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Likewise.
    public Path write(String name, byte[] content) throws IOException {
        Path file = path.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content, StandardOpenOption.WRITE);
    }

    /// Removes the directory with all that is in it.
    @Override
    public void close() {
        try {
            new FileTree(path).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
