// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file of lines, and beside it what has changed since it was written. It is written anew where
/// that would become longer than the file. For one thread.
final class KeptFile {
    /// In bytes: so much is read in no time.
    private static final int SHORT = 1 << 18;

    private final LineFile all;
    private final LineChanges changes;
    private @Nullable Written written;

    /// What is on the disk, as this process has written it.
    ///
    /// @param size of the file in bytes
    /// @param changed likewise, of what is beside it
    private record Written(String checksum, long size, long changed) {}

    /// @param largest bytes of the file
    KeptFile(Path path, long largest) {
        all = new LineFile(path, largest);
        changes = new LineChanges(path.resolveSibling(path.getFileName() + ".changes"));
    }

    LineFile all() {
        return all;
    }

    LineChanges changes() {
        return changes;
    }

    void write(Stream<String> lines) throws IOException {
        written = null;
        String checksum = all.write(lines);
        Files.deleteIfExists(changes.path());
        written = new Written(checksum, Files.size(all.path()), 0);
    }

    /// Returns whether it did; otherwise all is to be written.
    ///
    /// @param lines that have changed
    boolean add(Stream<String> lines) throws IOException {
        Written before = written;
        if (before == null) {
            return false;
        }
        byte[] bytes = LineChanges.bytes(lines);
        long changed = before.changed + bytes.length;
        if (changed > Math.max(SHORT, before.size)) {
            return false;
        }
        written = null;
        if (before.changed == 0) {
            changes.start(before.checksum);
        }
        changes.append(bytes);
        written = new Written(before.checksum, before.size, changed);
        return true;
    }
}
