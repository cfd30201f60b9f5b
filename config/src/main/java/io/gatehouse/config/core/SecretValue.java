// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.Bytes;

/// One value of a [Secret]. Its text form shows nothing of it.
public record SecretValue(Bytes bytes) {
    @Override
    public String toString() {
        return "***";
    }
}
