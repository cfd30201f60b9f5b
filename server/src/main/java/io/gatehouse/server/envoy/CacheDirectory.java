// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// Where a user's caches of Gatehouse are kept: things that can be made again, at a cost.
public record CacheDirectory(Path root) {

    /// By the platform's custom: `$XDG_CACHE_HOME`, `~/Library/Caches` on macOS, else `~/.cache`.
    ///
    /// @param environment as of [System#getenv()]
    /// @param osName as of the system property `os.name`
    public static CacheDirectory of(Map<String, String> environment, Path home, String osName) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (xdg.startsWith("/")) { // the specification has relative paths ignored
            return new CacheDirectory(Path.of(xdg, "gatehouse"));
        }
        Path caches =
                osName.startsWith("Mac")
                        ? home.resolve("Library").resolve("Caches")
                        : home.resolve(".cache");
        return new CacheDirectory(caches.resolve("gatehouse"));
    }

    /// Of the user who runs this process.
    public static CacheDirectory ofUser() {
        return of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("os.name"));
    }

    /// A directory below the root, made if missing.
    public Path directory(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    /// A directory below the root that only this user may enter, made if missing.
    public Path privateDirectory(String name) throws IOException {
        Path directory = directory(name);
        Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
        if (!Files.getPosixFilePermissions(directory).equals(own)) { // may be on a read-only disk
            Files.setPosixFilePermissions(directory, own);
        }
        return directory;
    }
}
