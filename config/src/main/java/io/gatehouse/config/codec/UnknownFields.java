// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

/// What fields that the API does not have, as far as is known here, do to an object.
enum UnknownFields {
    /// In a file: probably a typing error.
    REFUSED,

    /// In a cluster, whose API may be newer: the object is used without them, as Istio does it.
    TOLD,

    /// The same of a kind that mirrors only what concerns a gateway.
    PASSED_OVER
}
