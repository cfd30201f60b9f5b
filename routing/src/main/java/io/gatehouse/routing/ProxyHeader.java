// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// The version of the PROXY protocol's header, which tells the client's address.
public enum ProxyHeader {
    V1,
    V2
}
