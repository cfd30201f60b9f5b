// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.lastgood.LastGoodSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where it is kept what proxies have.
final class LastGoodMixin {
    private static final String NOWHERE = "none";

    @Option(
            names = "--last-good",
            paramLabel = "DIR",
            description = {
                "Where the last good versions of objects are kept, to be there after a restart, or none.",
                "Default: run: a directory of the user's cache; serve: none"
            })
    private @Nullable String directory;

    /// @param usual where they are kept if nothing is said
    LastGoodSettings settings(Supplier<Optional<Path>> usual) {
        Optional<Path> chosen =
                directory == null
                        ? usual.get()
                        : Optional.of(directory).filter(d -> !d.equals(NOWHERE)).map(Path::of);
        return new LastGoodSettings(chosen, VersionCommand.version());
    }
}
