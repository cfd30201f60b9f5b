// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

/// A name and a value that an event carries besides its message.
///
/// @param value a string, number or boolean, or else something whose `toString` says it
public record EventField(String name, Object value) {
    public static EventField of(String name, Object value) {
        return new EventField(name, value);
    }
}
