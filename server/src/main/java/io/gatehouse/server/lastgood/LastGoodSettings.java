// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import java.nio.file.Path;
import java.util.Optional;

/// Where it is kept what proxies have.
///
/// @param directory absent: nowhere
/// @param program version of this one
public record LastGoodSettings(Optional<Path> directory, String program) {
    public static final LastGoodSettings NOWHERE = new LastGoodSettings(Optional.empty(), "");

    public LastGood open() {
        return new LastGood(directory, program);
    }
}
