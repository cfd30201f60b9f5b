// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

/// One entry of `status.conditions`, without its times.
///
/// @param reason one word in CamelCase, for programs
/// @param message for people
/// @param time that it took, as the end of the message; empty if it is not known
record Condition(ConditionType type, Status status, String reason, String message, String time) {
    enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    Condition(ConditionType type, Status status, String reason, String message) {
        this(type, status, reason, message, "");
    }

    static Condition met(ConditionType type, String message) {
        return met(type, message, "");
    }

    static Condition met(ConditionType type, String message, String time) {
        return new Condition(type, Status.TRUE, type.text(), message, time);
    }
}
