// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaitCommandTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: edge}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            """;
    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: cert, namespace: istio-system}
            stringData: {password: sesame}
            """;
    private static final String ALL = String.join("---\n", GATEWAY, virtualService(200), SECRET);
    private static final ObjectKey SHOP = new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "shop");

    @TempDir Path directory;
    @AutoClose private final WaitedFor gatehouse = new WaitedFor();

    private static String virtualService(int status) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: shop, labels: {team: shop}}
        spec:
          hosts: [shop.test]
          gateways: [edge]
          http: [{directResponse: {status: %d}}]
        """
                .formatted(status);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("all.yaml"), yaml).toString();
    }

    private CompletableFuture<CommandRun> meanwhile(String arguments) {
        return CompletableFuture.supplyAsync(() -> gatehouse.await(arguments));
    }

    private static CommandRun result(CompletableFuture<CommandRun> run) {
        return run.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void aLineForEachObjectOnceItIsLive() throws IOException {
        gatehouse.with(ALL).connected(true);

        assertThat(gatehouse.await(file(ALL)))
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                gateway/edge live on 1/1 proxy, in 8 ms
                                virtualservice/shop live on 1/1 proxy, in 8 ms
                                secret/cert -n istio-system live on 1/1 proxy, in 8 ms
                                """,
                                ""));
        assertThat(gatehouse.await(directory.toString()).exitCode()).isZero();
        assertThat(gatehouse.await("vs/shop gw/edge").out())
                .startsWith("virtualservice/shop live")
                .contains("gateway/edge live");
        assertThat(gatehouse.await("secret/cert -n istio-system").out())
                .startsWith("secret/cert live");
        String in = file(virtualService(200));
        assertThat(
                        CommandRun.withInput(
                                        Files.readString(Path.of(in)),
                                        "wait",
                                        "-",
                                        "--admin",
                                        gatehouse.address())
                                .exitCode())
                .isZero();
    }

    @Test
    void itWaitsForTheVersionThatIsInTheFile() throws IOException {
        gatehouse.with(ALL).connected(true);
        String file = file(ALL.replace("status: 200", "status: 201"));
        assertThat(gatehouse.await(file + " --timeout 0"))
                .isEqualTo(
                        new CommandRun(
                                1,
                                """
                                gateway/edge live on 1/1 proxy, in 8 ms
                                secret/cert -n istio-system live on 1/1 proxy, in 8 ms
                                """,
                                "error: virtualservice/shop is not live: the control plane has another version of it\n"));

        CompletableFuture<CommandRun> run = meanwhile(file + " --timeout 1m");
        gatehouse.with(ALL.replace("status: 200", "status: 201"));
        assertThat(result(run).exitCode()).isZero();
        assertThat(gatehouse.await("vs/shop").exitCode()).isZero();
    }

    @Test
    void labelsThatAreWrittenCountAndOthersMayBeThere() throws IOException {
        gatehouse.with(ALL.replace("{team: shop}", "{team: shop, more: '1'}")).connected(true);
        assertThat(gatehouse.await(file(ALL)).exitCode()).isZero();
        assertThat(
                        gatehouse
                                .await(
                                        file(ALL.replace("team: shop", "team: other"))
                                                + " --timeout 0")
                                .err())
                .contains("virtualservice/shop is not live", "another version");
    }

    @Test
    void valuesOfSecretsCountAndAreNotShown() throws IOException {
        gatehouse.with(ALL).connected(true);
        CommandRun run = gatehouse.await(file(SECRET.replace("sesame", "other")) + " --timeout 0");
        assertThat(run.err())
                .isEqualTo(
                        "error: secret/cert -n istio-system is not live: the control plane has another version of it\n");
        assertThat(gatehouse.await(file(SECRET) + " -o json").out())
                .contains("\"done\"")
                .doesNotContain("sesame", "c2VzYW1l");
    }

    @Test
    void timeIsUp() throws IOException {
        String file = file(ALL);
        assertThat(gatehouse.await("vs/shop --timeout 0"))
                .isEqualTo(
                        new CommandRun(
                                1, "", "error: virtualservice/shop is not live: not there yet\n"));
        gatehouse.with(ALL);
        assertThat(gatehouse.await("vs/shop --timeout 10ms").err())
                .contains("no proxy is connected");
        gatehouse.connected(false);
        assertThat(gatehouse.await("vs/shop --timeout 0").err())
                .contains("router~edge has not answered");
        gatehouse.with(ALL.replace("istio: ingressgateway", "istio: other")).connected(true);
        assertThat(gatehouse.await(file + " --timeout 0").err())
                .contains(
                        "virtualservice/shop is not live: its gateways select no proxy that is connected");
    }

    @Test
    void itReturnsWhenTheProxyHasAnswered() {
        gatehouse.with(ALL).connected(false);
        CompletableFuture<CommandRun> run = meanwhile("vs/shop --timeout 1m");
        gatehouse.connected(true);
        assertThat(result(run).out()).isEqualTo("virtualservice/shop live on 1/1 proxy, in 8 ms\n");
    }

    @Test
    void whatCannotBecomeLiveIsNotWaitedFor() throws IOException {
        Finding refused =
                Finding.of(
                        FindingCode.REFUSED_BY_PROXY, SHOP, FieldPath.of("spec"), "no \u0007good");
        gatehouse.with(ALL, refused).connected(true);
        assertThat(gatehouse.await("vs/shop gw/edge --timeout 1h"))
                .isEqualTo(
                        new CommandRun(
                                1,
                                "gateway/edge live on 1/1 proxy, in 8 ms\n",
                                "error: virtualservice/shop GH0501 spec: no \\u0007good\n"));
        assertThat(gatehouse.await(file(ALL) + " --timeout 1h").exitCode()).isEqualTo(1);
    }

    /// What one object lacks may be another one that is on its way.
    @Test
    void nothingHasFailedBeforeAllIsThere() throws IOException {
        Finding missing = Finding.of(FindingCode.SECRET_MISSING, SHOP, FieldPath.ROOT, "no Secret");
        gatehouse.with(GATEWAY + "---\n" + virtualService(200), missing).connected(true);
        CompletableFuture<CommandRun> run = meanwhile(file(ALL) + " --timeout 1m");
        gatehouse.with(ALL);
        assertThat(result(run).exitCode()).isZero();
    }

    /// The control plane may not have read yet what was mended since.
    @Test
    void aMistakeOfAnotherVersionIsToldWhenTimeIsUp() throws IOException {
        Finding invalid = Finding.of(FindingCode.INVALID_VALUE, SHOP, FieldPath.of("spec"), "bad");
        gatehouse.with(ALL, invalid).connected(true);
        assertThat(gatehouse.await(file(ALL) + " --timeout 0").err())
                .isEqualTo("error: virtualservice/shop is not live: GH0103 spec: bad\n");
        assertThat(gatehouse.await("vs/shop --timeout 1h").err())
                .isEqualTo("error: virtualservice/shop GH0103 spec: bad\n");
    }

    @Test
    void anInvalidFileIsToldWithoutAsking() throws IOException {
        gatehouse.close();
        CommandRun run = gatehouse.await(file(virtualService(200).replace("hosts", "hostz")));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("GH0102", "hostz", "all.yaml:5:3");
    }

    @Test
    void deleted() throws IOException {
        gatehouse.with(ALL).connected(true);
        assertThat(gatehouse.await("vs/shop --for deleted --timeout 0"))
                .isEqualTo(
                        new CommandRun(
                                1,
                                "",
                                "error: virtualservice/shop is not deleted: it is still there\n"));
        CompletableFuture<CommandRun> run = meanwhile("vs/shop --for=deleted --timeout 1m");
        gatehouse.connected(false);
        gatehouse.with(GATEWAY + "---\n" + SECRET);
        assertThat(gatehouse.await("vs/shop --for=deleted --timeout 0").err())
                .contains("virtualservice/shop is not deleted: router~edge has not answered");
        gatehouse.connected(true);
        assertThat(result(run).out()).isEqualTo("virtualservice/shop gone from 1/1 proxy\n");
        assertThat(gatehouse.await(file(virtualService(200)) + " --for=deleted").exitCode())
                .isZero();
    }

    @Test
    void forPrograms() throws IOException {
        gatehouse.with(ALL).connected(true);
        CommandRun run = gatehouse.await("vs/shop vs/none -o json --timeout 0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(JsonText.parse(run.out()))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "VirtualService")
                .containsEntry("name", "shop")
                .containsEntry("state", "done")
                .containsEntry("summary", "live on 1/1 proxy, in 8 ms")
                .containsEntry("milliseconds", 7.6);
        assertThat(run.out()).contains("\"state\": \"waiting\"", "\"reason\": \"not there yet\"");
    }

    @Test
    void wrongUse() throws IOException {
        String none = file("apiVersion: v1\nkind: Other\nmetadata: {name: x}\n");
        for (String arguments :
                new String[] {
                    "no-such-file.yaml",
                    "x/y",
                    "vs/",
                    "findings/x",
                    "vs/shop --timeout 5",
                    "vs/shop --timeout -5s",
                    "vs/shop --for=x",
                    "vs/shop -o yaml",
                    none
                }) {
            assertThat(gatehouse.await(arguments).exitCode()).as(arguments).isEqualTo(2);
        }
        assertThat(gatehouse.await("shop.yaml").err())
                .isEqualTo(
                        "error: found \"shop.yaml\" (expected: a file or directory that exists, or TYPE/NAME)\n");
        assertThat(CommandRun.of("wait").exitCode()).isEqualTo(2);
    }

    @Test
    void nobodyThere() {
        gatehouse.close();
        assertThat(gatehouse.await("vs/shop").exitCode()).isEqualTo(3);
    }

    @Test
    void helpAndCompletion() {
        assertThat(CommandRun.of("wait", "--help").out())
                .contains("kubectl apply -f shop.yaml && gatehouse wait shop.yaml");
        assertThat(CommandRun.of("completion", "bash").out()).contains("virtualservice/");
    }
}
