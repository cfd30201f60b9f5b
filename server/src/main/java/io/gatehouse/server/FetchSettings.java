// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.server.keys.KeySettings;
import io.gatehouse.server.modules.ModuleSettings;

/// How the control plane fetches what objects name.
///
/// @param keys for tokens
/// @param modules of programs
public record FetchSettings(KeySettings keys, ModuleSettings modules) {
    public static final FetchSettings DEFAULT =
            new FetchSettings(KeySettings.DEFAULT, ModuleSettings.DEFAULT);
}
