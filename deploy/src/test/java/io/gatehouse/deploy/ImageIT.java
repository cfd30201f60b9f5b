// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The image that `deploy/image/build` makes.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the image is made of the files of a Linux")
class ImageIT {
    private static final Path EXAMPLE = Path.of("..", "examples", "my-app");

    @TempDir private static Path directory;
    private static OciLayout image;
    private static Container container;

    @BeforeAll
    static void build() throws Exception {
        Path tar = directory.resolve("image.tar");
        Program build =
                new Program(
                        List.of("image/build", "--output", tar.toString(), "--tag", "test"),
                        Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(build.run()).as("build").returns(0, Program.Result::exitCode);
        image = new OciLayout(Files.createDirectory(directory.resolve("layout")));
        unpack("-xf", tar, image.directory());
        container = new Container(Files.createDirectory(directory.resolve("root")));
        for (OciLayout.Descriptor layer : image.layers()) {
            unpack("-xzf", image.blob(layer), container.root());
        }
    }

    private static void unpack(String how, Path tar, Path target) throws Exception {
        Program program = new Program("tar", how, tar.toString(), "-C", target.toString());
        assertThat(program.run()).as("tar").returns(0, Program.Result::exitCode);
    }

    @Test
    void everyPartIsWhatItsNameSays() throws IOException {
        List<OciLayout.Descriptor> parts = new ArrayList<>(image.manifests());
        parts.add(image.config());
        parts.addAll(image.layers());
        assertThat(image.manifests()).hasSize(1);
        assertThat(image.layers()).hasSize(5);
        for (OciLayout.Descriptor part : parts) {
            assertThat(OciLayout.digest(image.blob(part))).isEqualTo(part.digest());
            assertThat(image.blob(part)).hasSize(part.size());
        }
        List<String> contents = new ArrayList<>();
        for (OciLayout.Descriptor layer : image.layers()) {
            contents.add(OciLayout.digestOfContent(image.blob(layer)));
        }
        assertThat(image.configTree().at("rootfs").at("diff_ids").texts()).isEqualTo(contents);
    }

    @Test
    void runsGatehouseAsAnOrdinaryUser() throws IOException {
        Tree config = image.configTree().at("config");
        assertThat(config.at("User").text()).isEqualTo("1337:1337");
        assertThat(config.at("Entrypoint").texts()).containsExactly("/usr/bin/gatehouse");
    }

    /// `AOTMode=on` ends a JVM whose cache does not fit.
    @Test
    void startsWithItsAotCache() throws Exception {
        Container.assumePossible();
        Program.Result version = container.command("-XX:AOTMode=on", "gatehouse", "version").run();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("gatehouse ");

        Program.Result help =
                container.command("-XX:AOTMode=on", "gatehouse", "serve", "--help").run();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("gatehouse serve");
    }

    @Test
    void servesAnApplicationThroughItsEnvoy() throws Exception {
        Container.assumePossible();
        Path app = Files.createDirectory(container.root().resolve("app"));
        for (String file : List.of("my-app.yaml", "my-gateway.yaml")) {
            Files.copy(EXAMPLE.resolve(file), app.resolve(file));
        }
        List<Integer> ports = Ports.free(3);
        Path log = directory.resolve("log");
        Process process =
                container
                        .command("", "gatehouse", "run", "/app", "--dev")
                        .with("--admin", "127.0.0.1:" + ports.get(0))
                        .with("--ports", "80=%d,443=%d".formatted(ports.get(1), ports.get(2)))
                        .start(log);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .failFast(() -> {
                        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                    })
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() ->
                            assertThat(status(ports.get(0), "localhost", "/readyz"))
                                    .isEqualTo(200));
            assertThat(status(ports.get(1), "myapp.example.com", "/")).isEqualTo(200);
        } finally {
            // With another user the child has lost the signal of its parent's death.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static int status(int port, String host, String path) throws IOException {
        return GatewayClient.plain(port).get(host, path).status();
    }
}
