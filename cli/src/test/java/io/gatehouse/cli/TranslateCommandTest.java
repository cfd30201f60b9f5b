// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TranslateCommandTest {
    private static final String EXAMPLE = "../examples/my-app";

    @Test
    void printsEnvoysConfigurationAndTellsWhatIsMissing() throws IOException {
        CommandRun run = CommandRun.of("translate", EXAMPLE);

        Tree json = new Tree(JsonText.parse(run.out()));
        assertThat(json.at("listeners").items())
                .extracting(l -> l.at("name").text())
                .containsExactly("0.0.0.0_8080");
        assertThat(json.at("routes").items())
                .extracting(r -> r.at("name").text())
                .containsExactly("http.8080");
        assertThat(json.at("clusters").items()).hasSize(1);
        assertThat(run.err()).contains("GH0204").contains("my-tls-secret");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void whatWouldHaveToBeFetchedIsTold(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("policies.yaml"),
                """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: tokens, namespace: istio-system}
                spec: {jwtRules: [{issuer: a, jwksUri: "https://id.example.org/keys"}]}
                ---
                apiVersion: extensions.istio.io/v1alpha1
                kind: WasmPlugin
                metadata: {name: program, namespace: istio-system}
                spec: {url: "https://modules.example.org/a.wasm"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: istio-system}
                stringData: {client-secret: a}
                ---
                apiVersion: gatehouse.io/v1alpha1
                kind: HttpPolicy
                metadata: {name: login, namespace: istio-system}
                spec: {oidc: {issuer: "https://id.example.org", clientId: a, secretName: login}}
                """);

        CommandRun run = CommandRun.of("translate", EXAMPLE, directory.toString());

        assertThat(run.err().lines().filter(line -> line.contains("nothing is fetched")))
                .hasSize(3)
                .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("info"))
                .anyMatch(line -> line.contains("GH0804"))
                .anyMatch(line -> line.contains("GH1102"))
                .anyMatch(line -> line.contains("GH1254"));
    }

    @Test
    void portsAndAddressAreThoseOfRun() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "translate", "--ports", "80=18080", "--address", "127.0.0.1", EXAMPLE);

        Tree json = new Tree(JsonText.parse(run.out()));
        assertThat(json.at("listeners").items())
                .extracting(l -> l.at("name").text())
                .containsExactly("127.0.0.1_18080");
    }

    @Test
    void wrongPortsAreWrongUse() {
        CommandRun run = CommandRun.of("translate", "--ports", "80", EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(run.err()).contains("is not SERVICE_PORT=LOCAL_PORT");
    }
}
