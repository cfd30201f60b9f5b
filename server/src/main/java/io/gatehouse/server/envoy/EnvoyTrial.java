// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.gatehouse.envoy.bootstrap.TrialBootstrap;
import io.gatehouse.server.quarantine.ResourceTrial;
import io.gatehouse.xds.VersionedResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks an Envoy on this machine, by `--mode validate`. For one thread at a time.
public final class EnvoyTrial implements ResourceTrial {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int REFUSED = 1;

    private final Supplier<Optional<Path>> binary;
    private Optional<Path> found = Optional.empty();

    /// @param binary asked for at a trial, on the thread that tries, until there is one
    public EnvoyTrial(Supplier<Optional<Path>> binary) {
        this.binary = binary;
    }

    @Override
    public Optional<Boolean> takes(VersionedResource resource) {
        try {
            found = found.or(binary);
            Optional<Bootstrap> bootstrap = TrialBootstrap.of(resource.body());
            return found.isPresent() && bootstrap.isPresent()
                    ? takes(found.get(), bootstrap.get())
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(resource.name() + ": not readable", e);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Absent where Envoy did not come to an end by itself.
    private static Optional<Boolean> takes(Path envoy, Bootstrap bootstrap) throws IOException {
        try (RunDirectory directory = RunDirectory.create()) {
            Path file = directory.write("trial.pb", bootstrap.toByteArray());
            int exitCode =
                    new Command(
                                    List.of(
                                            envoy.toString(),
                                            "--mode",
                                            "validate",
                                            "--config-path",
                                            file.toString(),
                                            "--log-level",
                                            "off"))
                            .run(LIMIT, Command.Progress.SILENT)
                            .exitCode();
            return switch (exitCode) {
                case 0 -> Optional.of(true);
                case REFUSED -> Optional.of(false);
                default -> Optional.empty();
            };
        }
    }
}
