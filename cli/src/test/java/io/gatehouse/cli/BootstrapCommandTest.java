// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BootstrapCommandTest {
    private static final List<String> POD =
            List.of(
                    "bootstrap",
                    "--pod-name=edge-1",
                    "--namespace=istio-system",
                    "--pod-ip=192.0.2.7",
                    "--label=istio=ingressgateway");

    @TempDir private Path directory;

    @Test
    void filesTellEnvoyWhatToWatch() throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), "");
        Path token = Files.writeString(directory.resolve("token"), "s3same");
        CommandRun run =
                run(
                        "--ca=" + ca,
                        "--token=" + token,
                        "--files=" + directory.resolve("files"),
                        "--discovery=control.example.com:443",
                        "--locality=eu/eu-1");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "\"router~192.0.2.7~edge-1.istio-system~istio-system.svc.cluster.local\"",
                        "\"sni\": \"control.example.com\"",
                        "\"portValue\": 443",
                        "\"zone\": \"eu-1\"",
                        directory.resolve("files/xds-token.json").toString())
                .doesNotContain("s3same");
        assertThat(directory.resolve("files/xds-token.json"))
                .content()
                .contains(token.toString())
                .doesNotContain("s3same");
        assertThat(directory.resolve("files/xds-authority.json")).content().contains(ca.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --discovery-plaintext --discovery=a:x      | error: --discovery found "a:x" (expected: HOST:PORT)
                    --discovery-plaintext --discovery=a:70000  | error: --discovery found "a:70000" (expected: HOST:PORT)
                    --discovery-plaintext --envoy-admin=::1:80 | error: --envoy-admin found "::1:80" (expected: HOST:PORT)
                    --ca=/missing                              | error: --ca is /missing, which is no file that can be read: mount the certificate of the control plane's authority there, or name another file.
                    --discovery-plaintext --token=/etc/hosts   | error: Envoy watches certificates and tokens only as files of their own tell it: give --files DIR, where they are written and have to stay.
                    """)
    void whatIsWrongIsTold(String options, String message) {
        CommandRun run = run(options.split(" +"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).isEqualTo(message);
    }

    @Test
    void anIpv6AddressIsInBrackets() {
        assertThat(run("--discovery-plaintext", "--discovery=[fd00::1]:15010").out())
                .contains("\"address\": \"fd00::1\"");
    }

    private static CommandRun run(String... options) {
        List<String> args = new ArrayList<>(POD);
        args.addAll(Arrays.asList(options));
        return CommandRun.of(args.toArray(String[]::new));
    }
}
