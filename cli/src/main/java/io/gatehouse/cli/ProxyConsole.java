// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.envoy.EnvoySupervisor;
import io.gatehouse.server.log.EventField;
import io.gatehouse.server.log.EventLog;

/// What is seen of `gatehouse proxy` between the lines that Envoy itself writes.
record ProxyConsole(EventLog log) implements EnvoySupervisor.Listener {
    @Override
    public void changed(EnvoyState state) {
        switch (state) {
            case EnvoyState.Starting _ -> log.info("Envoy starts");
            case EnvoyState.Serving(long pid) ->
                    log.info("Envoy serves", EventField.of("pid", pid));
            case EnvoyState.Died(int exitCode) ->
                    log.error("Envoy ended by itself", EventField.of("exit-code", exitCode));
            case EnvoyState.Restarting(var in) ->
                    log.info("Envoy starts again in " + in.toMillis() + " ms");
            case EnvoyState.Draining _ -> log.info("draining: requests in flight may finish");
            case EnvoyState.Stopped _ -> log.info("Envoy has ended");
        }
    }

    @Override
    public void logged(String line) {
        log.error("envoy: " + line);
    }
}
