// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How an entry of a log is written. Commands of the proxy, such as `%PROTOCOL%`, stand for what is
/// different from entry to entry.
public sealed interface LogLayout {
    record Line(String text) implements LogLayout {}

    /// @param json a mapping, whose texts hold commands
    record Fields(String json) implements LogLayout {}
}
