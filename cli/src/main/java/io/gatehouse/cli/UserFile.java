// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Files that the user names.
final class UserFile {
    private UserFile() {}

    /// The content, though never much more than is allowed.
    ///
    /// @param what names it to the user, such as an option
    static byte[] read(String what, Path file) {
        if (Files.isDirectory(file)) {
            throw CommandFailure.wrongUse(
                    "%s %s is a directory (expected: a file)".formatted(what, file).strip());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in);
        } catch (IOException e) {
            throw unreadable(what, file, e);
        }
    }

    /// One byte more than is allowed shows that there is more.
    static byte[] bounded(InputStream in) throws IOException {
        return in.readNBytes(ReadLimits.DEFAULT.maxBytes() + 1);
    }

    static CommandFailure unreadable(String what, Path file, IOException e) {
        return CommandFailure.wrongUse(
                "cannot read %s: %s".formatted((what + " " + file).strip(), reason(e)));
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _, NotDirectoryException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
