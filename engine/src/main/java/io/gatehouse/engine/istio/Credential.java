// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;

/// What became of a `credentialName`.
sealed interface Credential {

    /// @param material the name under which the proxy asks for it
    record Found(ObjectKey secret, String material) implements Credential {}

    /// @param why for the user: what is wrong and what to do
    record Missing(String why) implements Credential {}

    /// @param why for the user: what is wrong with which Secret
    record Broken(String why) implements Credential {}
}
