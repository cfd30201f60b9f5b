// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Which addresses of a name are asked for.
public enum AddressFamily {
    IPV4,
    IPV6,
    BOTH
}
