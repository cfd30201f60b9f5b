// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// A directory that is filled as a kubelet fills a volume: files are links into `..data`, which is
/// a link to a directory, and an update replaces that link in one step.
final class KubeletVolume {
    private final Path directory;
    private int version;

    KubeletVolume(Path directory) {
        this.directory = directory;
    }

    /// All of what the volume holds now.
    void write(Map<String, String> files) throws IOException {
        version++;
        Path now = Files.createDirectory(directory.resolve("..version-" + version));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(now.resolve(file.getKey()), file.getValue());
        }
        Path link = directory.resolve("..data_tmp");
        Files.createSymbolicLink(link, now.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : files.keySet()) {
            if (Files.notExists(file(name))) {
                Files.createSymbolicLink(file(name), Path.of("..data", name));
            }
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }
}
