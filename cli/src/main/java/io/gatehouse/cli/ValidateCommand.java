// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.YamlText;
import io.gatehouse.server.log.FindingText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse validate`.
@Command(
        name = "validate",
        description = "Check YAML or JSON: fields, values and what each object says by itself.",
        footer = {
            "",
            "Examples:",
            "  gatehouse validate my-app/ extra.yaml",
            "  kubectl get gateways,virtualservices -A -o yaml | gatehouse validate -"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files, directories, or - for the standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}")
    private TextOutput output = TextOutput.TEXT;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Verdict verdict = Validation.of(InputFile.all(files, console));
        console.out()
                .print(
                        switch (output) {
                            case TEXT -> text(verdict);
                            case JSON -> JsonText.pretty(verdict.tree());
                            case YAML -> YamlText.of(verdict.tree());
                        });
        return verdict.exitCode();
    }

    private String text(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        verdict.findings()
                .forEach(f -> text.append(FindingText.line(f, console.palette())).append('\n'));
        return text.append(verdict.summary()).append('\n').toString();
    }
}
