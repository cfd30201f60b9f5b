// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.standalone.PortMapping;

/// The text of `--ports`; empty where it is not given.
final class PortsOption {
    private PortsOption() {}

    static PortMapping parse(String text) {
        try {
            return text.isEmpty() ? PortMapping.NONE : PortMapping.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUse(String.valueOf(e.getMessage()));
        }
    }
}
