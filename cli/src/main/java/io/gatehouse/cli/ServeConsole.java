// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.cluster.ClusterListener;
import io.gatehouse.server.log.EventField;
import io.gatehouse.server.log.EventLog;
import java.util.Locale;
import java.util.stream.Collectors;

/// What `gatehouse serve` logs.
record ServeConsole(EventLog log) implements ClusterListener {
    @Override
    public void progress(String sentence) {
        log.info(sentence);
    }

    @Override
    public void trouble(String sentence) {
        log.warning(sentence);
    }

    @Override
    public void serving() {
        log.info("serving");
    }

    @Override
    public void applied(AppliedChange change) {
        change.findings().resolved().forEach(log::resolved);
        change.findings().appeared().forEach(log::tell);
    }

    @Override
    public void live(LiveChange change) {
        String cause =
                change.change().batches().stream()
                        .map(ConfigBatch::cause)
                        .collect(Collectors.joining("; "));
        if (!cause.isEmpty() && change.proxies() > 0) {
            log.info(
                    cause + ": live",
                    EventField.of("proxies", change.proxies()),
                    EventField.of(
                            "milliseconds",
                            String.format(Locale.ROOT, "%.1f", change.latency().toNanos() / 1e6)));
        }
    }
}
