// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.DurationText;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.server.log.FindingText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse wait`: until what was written is what proxies serve.
@Command(
        name = "wait",
        description = {
            "Wait until objects are live on all proxies: those of files in this very version, those",
            "that are named in the version that is there. Returns at once when an object cannot",
            "become live as it is."
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 live, 1 not live (an error, or time is up), 2 wrong use, 3 no gatehouse.",
            "",
            "Examples:",
            "  kubectl apply -f shop.yaml && gatehouse wait shop.yaml",
            "  gatehouse wait vs/shop gateway/edge -n shop --timeout 2m",
            "  kubectl delete vs shop && gatehouse wait vs/shop --for=deleted"
        })
final class WaitCommand implements Callable<Integer> {
    /// What is waited for.
    enum Condition {
        LIVE,
        DELETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// For people or for programs.
    enum Output {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;

    @Parameters(
            paramLabel = "FILE|TYPE/NAME",
            arity = "1..*",
            completionCandidates = Resource.Prefixes.class,
            description = "Files, directories, - for the standard input, or objects by name.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "default",
            description = "Of objects by name. Default: ${DEFAULT-VALUE}")
    private String namespace = "default";

    @Option(
            names = "--for",
            paramLabel = "CONDITION",
            description = "${COMPLETION-CANDIDATES}: gone from all proxies. Default: live")
    private Condition condition = Condition.LIVE;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long, such as 500ms or 2m; 0 looks once. Default: ${DEFAULT-VALUE}")
    private String timeout = "30s";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}")
    private Output output = Output.TEXT;

    @Option(
            names = "--admin",
            paramLabel = "ADDRESS:PORT",
            description = "Of the running gatehouse (default: " + AdminAddress.DEFAULT + ").")
    private String admin = AdminAddress.DEFAULT;

    WaitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Duration patience = patience();
        AdminClient client = new AdminClient(AdminAddress.parse(admin));
        WaitTargets targets = WaitTargets.parse(arguments, namespace, console);
        if (!targets.errors().isEmpty()) {
            targets.errors()
                    .forEach(f -> console.err().println(FindingText.line(f, console.palette())));
            return ExitCode.FAILED;
        }
        boolean deleted = condition == Condition.DELETED;
        List<WaitLook> looks =
                new Waiting(client, targets.all(), deleted, patience, this::tellDone).looks();
        if (output == Output.JSON) {
            console.out().print(JsonText.pretty(looks.stream().map(WaitLook::tree).toList()));
        } else {
            looks.forEach(this::tellUndone);
        }
        return looks.stream().allMatch(look -> look.state() == WaitLook.State.DONE)
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private Duration patience() {
        return DurationText.parse(timeout)
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() ->
                        CommandFailure.wrongUse(
                                "--timeout found \"%s\" (expected: a duration, such as 30s)"
                                        .formatted(timeout)));
    }

    private void tellDone(WaitLook look) {
        if (output == Output.TEXT) {
            console.out().println(look.target().text(namespace) + " " + look.summary());
            console.out().flush();
        }
    }

    private void tellUndone(WaitLook look) {
        String object = look.target().text(namespace);
        switch (look.state()) {
            case DONE -> {}
            case FAILED -> console.err().println("error: " + object + " " + look.reason());
            case WAITING ->
                    console.err()
                            .println(
                                    "error: %s is not %s: %s"
                                            .formatted(object, condition, look.reason()));
        }
    }
}
