// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// TLS material and where it comes from.
///
/// @param name under which proxies ask for it, such as `kubernetes://my-tls-secret`; one origin and
///   role for each name
public record MaterialRef(String name, MaterialOrigin origin, MaterialRole role) {
    /// The same under another name.
    public MaterialRef named(String other) {
        return new MaterialRef(other, origin, role);
    }
}
