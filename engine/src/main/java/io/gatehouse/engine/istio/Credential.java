// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.MaterialRef;
import java.util.Optional;

/// What became of a `credentialName`.
sealed interface Credential {

    default Optional<MaterialRef> found() {
        return this instanceof Found(MaterialRef material)
                ? Optional.of(material)
                : Optional.empty();
    }

    record Found(MaterialRef material) implements Credential {}

    /// @param why for the user: what is missing
    /// @param remedy a sentence that says what to do
    record Missing(String why, String remedy) implements Credential {}

    /// @param why for the user: what is wrong with what
    record Broken(String why) implements Credential {}
}
