// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `gatehouse`, in a tree where Java, Maven and the sources are scripts and empty files.
final class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "gatehouse");

    @TempDir private Path directory;
    private Path tree;
    private Path jdk25;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void makeTree() throws IOException {
        // Not the name that macOS' symbolic link to its temporary directory gives.
        tree = Files.createDirectory(directory.toRealPath().resolve("a tree"));
        jdk25 = jdk("25.0.3");
        Files.copy(LAUNCHER, tree.resolve("gatehouse"));
        Files.writeString(tree.resolve("pom.xml"), "");
        Files.createDirectories(tree.resolve("cli/src/main"));
        Files.writeString(tree.resolve("cli/pom.xml"), "");
        maven(
                """
                echo '[INFO] Building Gatehouse cli 0.1.0-SNAPSHOT      [9/9]'
                mkdir -p cli/target/gatehouse/lib
                touch cli/target/gatehouse/lib/a.jar cli/target/gatehouse/lib/b.jar
                """);
    }

    @Test
    void buildsOnceAndHandsOver() throws Exception {
        Result first = launch("run", "a dir", "--dev");
        assertThat(first.err()).contains("building Gatehouse with the JDK in " + jdk25);
        assertThat(first.out())
                .contains("/a.jar:" + tree + "/cli/target/gatehouse/lib/b.jar")
                .endsWith("<io.gatehouse.cli.Gatehouse><run><a dir><--dev>\n");

        Result second = launch("get", "svc");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).endsWith("<get><svc>\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        assertThat(launch("exit", "7").exitCode()).isEqualTo(7);
        assertThat(launch("exit", "0").exitCode()).isZero();
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws Exception {
        launch("x");
        Path source = Files.writeString(tree.resolve("cli/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        launch("x");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        maven("echo '[INFO] fine'; echo '[ERROR] Shop.java:[3,1] no such thing'; exit 1");
        Result result = launch("x");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] Shop.java:[3,1] no such thing")
                .endsWith(
                        "gatehouse: the build failed; all that Maven said is in %s/.gatehouse/build.log.\n"
                                .formatted(tree));
        launch("x");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void waitsForAnotherOneThatBuilds() throws Exception {
        maven(
                """
                sleep 1
                mkdir -p cli/target/gatehouse/lib
                touch cli/target/gatehouse/lib/a.jar
                """);
        List<Process> launches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            launches.add(start(Map.of(), "number", String.valueOf(i)));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(result(launches.get(i)).out()).endsWith("<number><%d>\n".formatted(i));
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(tree.resolve(".gatehouse/build.lock")).satisfies(LauncherTest::isNotThere);
    }

    @Test
    void takesTheLockOfOneThatWasKilled() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectory(tree.resolve(".gatehouse")).resolve("build.lock");
        Files.createSymbolicLink(lock, Path.of(String.valueOf(dead.pid())));
        assertThat(launch("x").exitCode()).isZero();
        assertThat(lock).satisfies(LauncherTest::isNotThere);
    }

    @Test
    void usesAnAotCacheOfTheSameJavaOnly() throws Exception {
        launch("x");
        Path cache = cache("run");
        Files.writeString(cache, "");
        assertThat(launch("x").out()).contains("<-XX:AOTCache=" + cache + ">");
        Path other = jdk("26");
        assertThat(launch(Map.of("GATEHOUSE_JAVA_HOME", other.toString()), "x").out())
                .startsWith("26 ")
                .doesNotContain("AOTCache");
    }

    @Test
    void trainsOnceForEachKindOfProcess() throws Exception {
        assertThat(launch("run").err()).contains("preparing for fast starts");
        assertThat(launch("get").err()).doesNotContain("preparing");
        for (String kind : List.of("serve", "proxy")) {
            assertThat(launch(kind).err()).contains("preparing for fast starts");
            Files.writeString(cache(kind), "");
            Result again = launch(kind);
            assertThat(again.err()).doesNotContain("preparing");
            assertThat(again.out()).contains("<-XX:AOTCache=" + cache(kind) + ">");
        }
    }

    private Path cache(String kind) {
        return tree.resolve("cli/target/gatehouse/" + kind + ".aot");
    }

    @Test
    void givesAProxyLittleMemory() throws Exception {
        assertThat(launch("proxy").out()).contains("<-Xmx24m>");
        assertThat(launch("run", "proxy").out()).doesNotContain("-Xmx");
    }

    @Test
    void startsWithoutAnAotCacheWhereTrainingFails() throws Exception {
        Files.writeString(directory.resolve("training-fails"), "");
        Result result = launch("x");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).doesNotContain("AOTCache");
        assertThat(launch("x").err()).doesNotContain("preparing");
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws Exception {
        Path old = jdk("17.0.15");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jdk25.resolve("bin/java"));
        Map<String, String> environment =
                Map.of(
                        "GATEHOUSE_JAVA_HOME",
                        "",
                        "JAVA_HOME",
                        old.toString(),
                        "PATH",
                        bin + ":/usr/bin:/bin");
        assertThat(launch(environment, "x").out()).startsWith("25.0.3 ");
    }

    @Test
    void saysWhatIsWrongWithTheGivenJava() throws Exception {
        Path old = jdk("17.0.15");
        Result result = launch(Map.of("GATEHOUSE_JAVA_HOME", old.toString()), "x");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo(
                        "gatehouse: GATEHOUSE_JAVA_HOME is no JDK 25 or later (17.0.15 (%s)): set it to one, or unset it.\n"
                                .formatted(old));

        Path empty = directory.resolve("empty");
        assertThat(launch(Map.of("GATEHOUSE_JAVA_HOME", empty.toString()), "x").err())
                .contains("there is no bin/java in " + empty);
    }

    @Test
    void needsACompilerOnlyToBuild() throws Exception {
        Files.delete(jdk25.resolve("bin/javac"));
        assertThat(launch("x").err()).contains("25.0.3 without a compiler");
        Files.createDirectory(tree.resolve("lib"));
        assertThat(launch("x").exitCode()).isZero();
    }

    @Test
    void runsADistributionThroughSymbolicLinks() throws Exception {
        Files.createDirectory(tree.resolve("lib"));
        Files.writeString(tree.resolve("lib/c.jar"), "");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("gatehouse"), Path.of("..", "a tree", "gatehouse"));
        Path link =
                Files.createSymbolicLink(
                        directory.resolve("gh"), directory.resolve("bin/gatehouse"));
        Process process = command(link, Map.of(), "x").start();
        assertThat(result(process).out()).contains("<" + tree + "/lib/c.jar>");
        assertThat(directory.resolve("builds")).doesNotExist();
    }

    private static void isNotThere(Path link) {
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    private Result launch(String... arguments) throws Exception {
        return launch(Map.of(), arguments);
    }

    private Result launch(Map<String, String> environment, String... arguments) throws Exception {
        return result(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return command(tree.resolve("gatehouse"), environment, arguments).start();
    }

    private ProcessBuilder command(
            Path launcher, Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", launcher.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("GATEHOUSE_JAVA_HOME", jdk25.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static Result result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private long builds() throws IOException {
        return Files.readAllLines(directory.resolve("builds")).size();
    }

    private void maven(String body) throws IOException {
        script(
                tree.resolve("mvnw"),
                "cd \"$(dirname \"$0\")\"; echo build >>\"%s/builds\"\n%s"
                        .formatted(directory, body));
    }

    /// Its java prints its version and its arguments, and ends as the command `exit` says.
    private Path jdk(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-" + version));
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        script(bin.resolve("javac"), "");
        script(
                bin.resolve("java"),
                """
                printf '%s '
                printf '<%%s>' "$@"
                echo
                case "$*" in *AOTCacheOutput*) [ ! -e '%s/training-fails' ] || exit 1 ;; esac
                while [ $# -gt 0 ]; do
                  [ "$1" != exit ] || exit "$2"
                  shift
                done
                """
                        .formatted(version, directory));
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
