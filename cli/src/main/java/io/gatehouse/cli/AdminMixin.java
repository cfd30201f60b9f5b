// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/// Where a control plane's admin API listens.
final class AdminMixin {
    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = AdminAddress.DEFAULT,
            description = "Where the admin API listens. Default: ${DEFAULT-VALUE}")
    private String address = AdminAddress.DEFAULT;

    InetSocketAddress address() {
        AdminAddress given = AdminAddress.parse(address);
        return new InetSocketAddress(given.host(), given.port());
    }
}
