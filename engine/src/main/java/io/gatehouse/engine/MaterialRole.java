// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// What TLS material is for.
public enum MaterialRole {
    /// A certificate with its key, to be shown to the other side.
    KEY_PAIR,
    /// Certificates by which the other side's is judged.
    TRUSTED
}
