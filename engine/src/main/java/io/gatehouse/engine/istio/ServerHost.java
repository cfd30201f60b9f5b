// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

/// One entry of a server's `hosts`: which namespaces' VirtualServices may bind, and the DNS name
/// they may bind to.
///
/// @param namespace `*` for any
/// @param dns lower case
record ServerHost(String namespace, String dns) {
    private static final String ANY = "*";

    /// Reads `dns`, `namespace/dns`, `./dns` or `*/dns` as written in a Gateway of the given
    /// namespace.
    static ServerHost parse(String text, String gatewayNamespace) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new ServerHost(ANY, Hostname.normal(text));
        }
        String namespace = text.substring(0, slash);
        String dns = Hostname.normal(text.substring(slash + 1));
        return new ServerHost(namespace.equals(".") ? gatewayNamespace : namespace, dns);
    }

    boolean admits(String virtualServiceNamespace) {
        return namespace.equals(ANY) || namespace.equals(virtualServiceNamespace);
    }
}
