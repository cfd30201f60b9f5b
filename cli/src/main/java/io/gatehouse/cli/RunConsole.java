// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.Severity;
import io.gatehouse.config.core.Service;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.log.EventField;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.standalone.StandaloneListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a user sees of `gatehouse run`: a table and commands to try when it serves, then one line
/// for each change.
final class RunConsole implements StandaloneListener {
    private static final Pattern PREFIX = Pattern.compile("^(\\[[^\\]]*\\])+ (\\[[^\\]]*\\] )?");
    private static final Pattern UNFINISHED =
            Pattern.compile("custom_response\\.proto' marked as work-in-progress");

    private static final Pattern REFUSED =
            Pattern.compile(
                    "(delta|gRPC) config for \\S+ rejected:|lds: listener .* config rejected:");

    private final EventLog log;
    private final boolean forPeople;
    private final Function<List<Service>, String> table;
    private final AtomicBoolean served = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();

    /// @param forPeople whether the table and the commands are wanted
    /// @param table of Services, as `gatehouse get services` prints it
    RunConsole(EventLog log, boolean forPeople, Function<List<Service>, String> table) {
        this.log = log;
        this.forPeople = forPeople;
        this.table = table;
    }

    @Override
    public void progress(String sentence) {
        log.info(sentence);
    }

    @Override
    public void serving(List<Service> services, List<String> commands) {
        served.set(true);
        if (!forPeople) {
            log.info("serving", EventField.of("services", services.size()));
            return;
        }
        String tries =
                commands.stream()
                        .map(command -> "  " + command + "\n")
                        .collect(Collectors.joining());
        log.print(
                "\n" + table.apply(services) + (tries.isEmpty() ? "" : "\nTry:\n" + tries) + "\n");
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
        if (cause.isEmpty() || !served.get()) {
            return;
        }
        if (change.proxies() == 0) {
            log.info(cause + ": nothing changes for Envoy");
        } else {
            log.info(cause + ": live in " + milliseconds(change.latency()) + " ms");
        }
    }

    private static String milliseconds(Duration latency) {
        double milliseconds = latency.toNanos() / 1e6;
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.1f" : "%.0f", milliseconds);
    }

    @Override
    public void envoy(EnvoyState state) {
        switch (state) {
            case EnvoyState.Died(int exitCode) ->
                    log.error("Envoy ended by itself", EventField.of("exit-code", exitCode));
            case EnvoyState.Restarting(Duration in) ->
                    log.info("Envoy starts again in " + in.toMillis() + " ms");
            case EnvoyState.Serving(long pid) -> {
                if (served.get()) {
                    log.info("Envoy serves again", EventField.of("pid", pid));
                }
            }
            case EnvoyState.Draining _ -> {
                ending.set(true);
                if (served.get()) {
                    log.info("draining: requests in flight may finish");
                }
            }
            case EnvoyState.Starting _, EnvoyState.Stopped _ -> {}
        }
    }

    /// Envoy's own lines look like `[time][pid][level][logger] [file] message`. What a finding
    /// tells already (a refusal), what belongs to an ordinary end, and that Envoy calls a filter
    /// unfinished which Gatehouse has chosen, is left out.
    @Override
    public void envoyLog(String line) {
        if (line.isBlank()
                || REFUSED.matcher(line).find()
                || UNFINISHED.matcher(line).find()
                || line.contains("caught ENVOY_SIGTERM")) {
            return;
        }
        if (ending.get() && line.contains("gRPC config stream")) {
            return;
        }
        Severity severity = line.contains("][warning]") ? Severity.WARNING : Severity.ERROR;
        log.tell(severity, "envoy: " + PREFIX.matcher(line).replaceFirst(""));
    }
}
