// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A certificate chain and its private key, both PEM. `toString` never shows the key.
///
/// @param name as the proxy asks for it, such as `kubernetes://my-tls-secret`
public record TlsMaterial(String name, String certificateChain, String privateKey) {
    @Override
    public String toString() {
        return "TlsMaterial[" + name + "]";
    }
}
