// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

/// A port of a [Backend].
///
/// @param number as routes name it
/// @param name empty where there is none
public record BackendPort(int number, String name, PortProtocol protocol) {

    /// Where the gateway does not look into what it passes on.
    public BackendPort opaque() {
        return new BackendPort(number, name, PortProtocol.TCP);
    }
}
