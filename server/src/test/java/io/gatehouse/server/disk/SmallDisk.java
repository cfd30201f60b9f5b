// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of 64 KiB that a test fills up. Skips the test, with the reason, where it cannot
/// be had.
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    public static SmallDisk mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        boolean mounted =
                succeeds(
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=64k,mode=700",
                                "small",
                                directory.toString()));
        assumeTrue(mounted, "a small disk needs the right to mount one");
        return new SmallDisk(directory);
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Path directory() {
        return directory;
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    /// Until nothing more goes in.
    public void fill() throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    public void empty() throws IOException {
        Files.delete(filler());
    }

    public void readOnly() {
        if (!succeeds(List.of("mount", "-o", "remount,ro", directory.toString()))) {
            throw new AssertionError("cannot remount " + directory);
        }
    }

    @Override
    public void close() {
        if (!succeeds(List.of("umount", directory.toString()))) {
            throw new AssertionError("cannot unmount " + directory);
        }
    }
}
