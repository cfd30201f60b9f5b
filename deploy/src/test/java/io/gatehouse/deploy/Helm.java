// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Helm: `GATEHOUSE_HELM`, or the one that is built from its Go module when first asked for.
record Helm(Program program) {
    private static final Path CLUSTER = Path.of("..", "conformance", "cluster");
    private static final String CHART = Path.of("helm", "gatehouse").toString();

    /// Without it, and without Go to build it, tests are skipped and say so.
    static Helm find() {
        String given = System.getenv("GATEHOUSE_HELM");
        if (given != null) {
            return new Helm(new Program(given));
        }
        assumeTrue(
                Files.isExecutable(CLUSTER) && isOnPath("go"),
                "The chart is not tested: Helm is built with Go, which is not on the PATH (or set GATEHOUSE_HELM).");
        return new Helm(new Program(CLUSTER.toString(), "helm"));
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    Program.Result lint(Path values) throws IOException, InterruptedException {
        return program.with("lint", "--strict", CHART, "--values", values.toString()).run();
    }

    /// What would be applied.
    Program.Result template(String... options) throws IOException, InterruptedException {
        return program.with("template", "gatehouse", CHART).with(options).run();
    }

    /// What is told after an installation, with the objects.
    Program.Result install(String... options) throws IOException, InterruptedException {
        return program.with("install", "gatehouse", CHART, "--dry-run=client").with(options).run();
    }
}
