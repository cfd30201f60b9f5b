// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

/// A port by number or by name.
public sealed interface IntOrString {
    record Int(int value) implements IntOrString {}

    record Text(String value) implements IntOrString {}
}
