// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

/// Where a Service of type ExternalName leads.
sealed interface ExternalName {
    /// To another backend.
    record Inside(String host) implements ExternalName {}

    /// To a name that only DNS knows.
    record Outside(String name) implements ExternalName {}

    record Nowhere(String why) implements ExternalName {}
}
