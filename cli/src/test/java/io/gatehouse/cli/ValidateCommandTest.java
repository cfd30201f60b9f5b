// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
    private static final String NAMESPACE =
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: a
            """;
    private static final String BROKEN =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: shop
            spec:
              host: [shop.example.com]
            """;

    @TempDir private Path directory;

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void goodFiles() throws IOException {
        CommandRun run = CommandRun.of("validate", file("a.yaml", NAMESPACE).toString());

        assertThat(run)
                .isEqualTo(new CommandRun(0, "1 file, 1 object: 0 errors, 0 warnings\n", ""));
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() throws IOException {
        Path file = file("shop.yaml", BROKEN);
        CommandRun run = CommandRun.of("validate", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("error GH0102 VirtualService default/shop spec.host: ")
                .contains("(" + file + ":6:3)\n")
                .endsWith("1 file, 1 object: 1 error, 0 warnings\n");
    }

    @Test
    void everyKindIsChecked() throws IOException {
        Path file =
                file(
                        "all.yaml",
                        """
                        apiVersion: networking.istio.io/v1
                        kind: DestinationRule
                        metadata: {name: a}
                        spec:
                          host: shop
                          trafficPolicy: {outlierDetection: {maxEjectionPercent: 101}}
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: ServiceEntry
                        metadata: {name: b}
                        spec:
                          hosts: ["*"]
                          resolution: STATIC
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: WorkloadEntry
                        metadata: {name: c}
                        spec:
                          address: a b
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: istio, namespace: istio-system}
                        data:
                          mesh: |
                            acessLogFile: /dev/stdout
                        """);

        CommandRun run = CommandRun.of("validate", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "error GH0103 DestinationRule default/a"
                                + " spec.trafficPolicy.outlierDetection.maxEjectionPercent: found 101"
                                + " (expected: 0 to 100)",
                        "(" + file + ":6:58)",
                        "error GH0103 ServiceEntry default/b spec.hosts[0]: found \"*\"",
                        "error GH0103 WorkloadEntry default/c spec.address: ",
                        "error GH0102 ConfigMap istio-system/istio data[\"mesh\"].acessLogFile: line 1:"
                                + " unknown field \"acessLogFile\" (did you mean \"accessLogFile\"?");
    }

    @Test
    void rulesOfOneObjectAreCheckedWithTheirPlace() {
        CommandRun run =
                CommandRun.withInput(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata:
                          name: edge
                        spec:
                          servers:
                          - hosts: ["*"]
                            port:
                              number: 80
                              name: http
                              protocol: HTTPP
                        """,
                        "validate",
                        "-");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Gateway default/edge spec.servers[0]", "HTTPP", "(-:11:");
    }

    @Test
    void directoriesAreReadInDepthWithoutHiddenFiles() throws IOException {
        file("b/b.yml", NAMESPACE.replace("name: a", "name: b"));
        file(
                "a.json",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"a\"}}");
        file(".hidden.yaml", BROKEN);
        file(".git/c.yaml", BROKEN);
        file("notes.txt", "no: [");

        assertThat(CommandRun.of("validate", directory.toString()).out())
                .isEqualTo("2 files, 2 objects: 0 errors, 0 warnings\n");
        assertThat(CommandRun.of("validate", directory.resolve(".hidden.yaml").toString()))
                .extracting(CommandRun::exitCode)
                .isEqualTo(1);
    }

    @Test
    void anObjectThatIsThereTwice() throws IOException {
        Path first = file("a.yaml", NAMESPACE);
        file("b.yaml", NAMESPACE);
        CommandRun run = CommandRun.of("validate", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("error GH0106 Namespace a: ")
                .contains("defined already at " + first + ":1:1", "b.yaml:1:1)");
    }

    @Test
    void structuredOutput() throws IOException {
        String file = file("shop.yaml", BROKEN).toString();

        Object tree = JsonText.parse(CommandRun.of("validate", file, "-o", "json").out());
        assertThat(tree)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("files", 1L)
                .containsEntry("errors", 1L)
                .extractingByKey("findings", InstanceOfAssertFactories.LIST)
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsEntry("code", "GH0102")
                .containsEntry("position", Map.of("file", file, "line", 6L, "column", 3L));
        assertThat(CommandRun.of("validate", file, "-o", "yaml").out())
                .startsWith("files: 1\n")
                .contains("code: GH0102");
    }

    @Test
    void colouredOnATerminal() throws IOException {
        String file = file("shop.yaml", BROKEN).toString();

        assertThat(CommandRun.onTerminal(Map.of(), "validate", file).out())
                .startsWith("\033[31merror\033[0m ");
        assertThat(CommandRun.onTerminal(Map.of(), "validate", file, "--no-color").out())
                .startsWith("error ");
    }

    @Test
    void whatCannotBeReadIsWrongUse() {
        assertThat(CommandRun.of("validate", directory.resolve("nope.yaml").toString()).exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("validate").err())
                .startsWith("error: Missing required parameter: 'FILE'");
    }
}
