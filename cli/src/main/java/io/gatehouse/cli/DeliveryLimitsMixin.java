// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.engine.DeliveryLimits;
import picocli.CommandLine.Option;

/// From which sizes on only what has changed is sent to proxies.
final class DeliveryLimitsMixin {
    @Option(
            names = "--scoped-routes-from",
            paramLabel = "HOSTS",
            description =
                    "How many hosts a port has for which only the changed one is sent to proxies (Envoy's scoped routes). Default: ${DEFAULT-VALUE}")
    private int scopedRoutesFrom = DeliveryLimits.DEFAULT.scopedRoutesFrom();

    @Option(
            names = "--certificates-by-name-from",
            paramLabel = "SERVERS",
            description =
                    "How many HTTPS servers a port has for which proxies ask for certificates by the name that a client gives, each at its first connection. Default: ${DEFAULT-VALUE}")
    private int certificatesByNameFrom = DeliveryLimits.DEFAULT.certificatesByNameFrom();

    @Option(
            names = "--scoped-routes-on-demand",
            description =
                    "Of hosts whose routes are sent one by one, proxies ask for those of each at its first request. They need less memory, and that request waits for the control plane.")
    private boolean routesOnDemand;

    DeliveryLimits limits() {
        return new DeliveryLimits(
                positive("--scoped-routes-from", "hosts", scopedRoutesFrom),
                positive("--certificates-by-name-from", "servers", certificatesByNameFrom),
                routesOnDemand);
    }

    private static int positive(String option, String what, int number) {
        if (number < 1) {
            throw CommandFailure.wrongUse(
                    "%s found %d (expected: a number of %s, at least 1)"
                            .formatted(option, number, what));
        }
        return number;
    }
}
