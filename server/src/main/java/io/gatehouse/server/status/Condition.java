// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

/// One entry of `status.conditions`, without its times.
///
/// @param reason one word in CamelCase, for programs
/// @param message for people
record Condition(ConditionType type, Status status, String reason, String message) {
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

    static Condition met(ConditionType type, String message) {
        return new Condition(type, Status.TRUE, type.text(), message);
    }
}
