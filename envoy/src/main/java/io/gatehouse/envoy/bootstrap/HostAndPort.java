// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

/// A TCP address; the host is an IP address or a DNS name. IPv6 has no brackets here.
public record HostAndPort(String host, int port) {
    public boolean isIp() {
        return host.contains(":") || host.matches("[0-9]+(\\.[0-9]+){3}");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
