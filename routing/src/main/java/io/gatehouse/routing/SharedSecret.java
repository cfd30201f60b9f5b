// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A text that the proxy shares with somebody, and that travels to it on its own. `toString` does
/// not show it.
///
/// @param name as the proxy asks for it
public record SharedSecret(String name, String text) {
    @Override
    public String toString() {
        return "SharedSecret[" + name + "]";
    }
}
