// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A version of TLS; `AUTO` leaves the bound to the proxy.
public enum TlsVersion {
    AUTO,
    TLS_1_0,
    TLS_1_1,
    TLS_1_2,
    TLS_1_3
}
