// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

/// How the endpoints of a [Backend] become known.
public enum BackendResolution {
    /// They are listed with their addresses.
    LISTED,
    /// They are names; every address of each of them is an endpoint.
    DNS,
    /// It is one name; connections go to the address that was told last.
    DNS_ROUND_ROBIN,
    /// It is the host that a request asks for.
    DYNAMIC_DNS
}
