// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.server.envoy.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// One directory for each gateway that is run on this machine, told apart by the files that it is
/// configured by. Those of gateways that have not run for long go.
public record LastGoodDirectories(Path root) {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int NAME_BYTES = 8;

    /// @param paths of the run's directories and files
    public Path of(List<Path> paths) {
        StringBuilder all = new StringBuilder();
        paths.forEach(path -> all.append(path.toAbsolutePath().normalize()).append('\n'));
        byte[] digest = LineFile.sha256().digest(all.toString().getBytes(StandardCharsets.UTF_8));
        return root.resolve(HexFormat.of().formatHex(digest, 0, NAME_BYTES));
    }

    /// Does what it can.
    public void removeOld(Instant now) {
        try (Stream<Path> all = Files.list(root)) {
            for (Path directory : all.toList()) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(now.minus(KEPT))) {
                    removeUnused(directory);
                }
            }
        } catch (IOException _) {
            return; // nothing depends on it
        }
    }

    private static void removeUnused(Path directory) throws IOException {
        try (FileChannel lock =
                FileChannel.open(
                        directory.resolve(KeptFiles.LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                new FileTree(directory).delete();
            }
        } catch (OverlappingFileLockException _) {
            return; // this process runs it
        }
    }
}
