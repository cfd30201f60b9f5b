// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.config.codec.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A cluster of its own, with Istio's kinds, whose pods may be of Gatehouse's image. It ends with
/// the test, or with the JVM.
final class TestCluster implements AutoCloseable {
    private static final Path PROGRAM = Command.ROOT.resolve("conformance/cluster");

    private final String name;
    private final Process process;
    private final String kubeconfig;

    private TestCluster(String name, Process process, String kubeconfig) {
        this.name = name;
        this.process = process;
        this.kubeconfig = kubeconfig;
    }

    /// Skips the test, with the reason, where there can be none.
    ///
    /// @param images directory for the table of images
    static TestCluster start(String name, Path images) {
        assumeTrue("root".equals(System.getProperty("user.name")), "a cluster needs root");
        assumeTrue(isThere("go"), "a cluster needs Go, to build Kubernetes");
        assumeTrue(isThere("ip"), "a cluster needs ip, of iproute2");
        try {
            build();
            Path table = images.resolve("images.yaml");
            Files.writeString(table, imageTable());
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    PROGRAM.toString(),
                                    "up",
                                    "--foreground",
                                    "--name",
                                    name,
                                    "--images",
                                    table.toString())
                            .redirectError(images.resolve("cluster.log").toFile());
            Process process = builder.start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String ready = out.readLine();
            if (ready == null) {
                throw new IllegalStateException(
                        "no cluster:\n" + Files.readString(images.resolve("cluster.log")));
            }
            Map<?, ?> said = (Map<?, ?>) JsonText.parse(ready);
            TestCluster cluster =
                    new TestCluster(name, process, String.valueOf(said.get("kubeconfig")));
            cluster.apply(Command.of(PROGRAM.toString(), "crds", "istio").succeed());
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first build takes minutes: what it says is shown as it comes.
    private static void build() throws IOException {
        Process build =
                new ProcessBuilder(PROGRAM.toString(), "build").redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = build.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                said.append(line).append('\n');
            }
        }
        if (build.onExit().join().exitValue() != 0) {
            throw new AssertionError(said);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// Pods of Gatehouse's image run the distribution that this build has made.
    private static String imageTable() {
        return """
        gatehouse/gatehouse:
          entrypoint: [/opt/gatehouse/gatehouse]
          env: {GATEHOUSE_JAVA_HOME: %s, GATEHOUSE_ENVOY: /opt/envoy/envoy}
          user: 1337
          workingDirectory: /
          mounts:
            /opt/gatehouse: %s
            /opt/envoy: %s
        """
                .formatted(
                        System.getProperty("java.home"),
                        Distribution.directory(),
                        Distribution.envoy().getParent());
    }

    String kubeconfig() {
        return kubeconfig;
    }

    /// What kubectl prints.
    ///
    /// @throws AssertionError if it fails
    String kubectl(String... arguments) {
        return command("kubectl").with(arguments).succeed();
    }

    Command.Outcome tryKubectl(String... arguments) {
        return command("kubectl").with(arguments).run();
    }

    String apply(String yaml) {
        return command("kubectl").with("apply", "--server-side", "-f", "-").succeed(yaml);
    }

    /// As a user does who has made the object with `kubectl create`.
    String replace(String yaml) {
        return command("kubectl").with("replace", "-f", "-").succeed(yaml);
    }

    /// What a kubelet would write, of objects that are there.
    String applyStatus(String yaml) {
        return command("kubectl")
                .with("apply", "--server-side", "--subresource=status", "-f", "-")
                .succeed(yaml);
    }

    /// @param what `stop` or `start`; returns at once
    void apiServer(String what) {
        command("apiserver").with(what).succeed();
    }

    /// In the cluster's network.
    Command inside(String... words) {
        return command("exec").with(words);
    }

    /// A program of these tests in the cluster's network, in this module's directory.
    Command insideJava(Class<?> main, List<String> options, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String here = Path.of("").toAbsolutePath().toString();
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return inside("env", "-C", here, java, "-XX:+UseSerialGC", "-cp", classPath)
                .with(options.toArray(String[]::new))
                .with(main.getName())
                .with(arguments);
    }

    private Command command(String what) {
        return Command.of(PROGRAM.toString(), what, "--name", name);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
