// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

/// The conditions that Gatehouse owns, named as in the Gateway API.
enum ConditionType {
    /// Whether it is valid and belongs to something that serves.
    ACCEPTED("Accepted"),

    /// Whether all that it names exists.
    RESOLVED_REFS("ResolvedRefs"),

    /// Whether the proxies have it.
    PROGRAMMED("Programmed");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    /// As `type` of a condition, and as its reason when all is well.
    String text() {
        return text;
    }
}
