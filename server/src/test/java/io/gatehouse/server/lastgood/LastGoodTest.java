// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.engine.KeySource;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.quarantine.Aside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastGoodTest {
    private static final ObjectKey A = new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "a");
    private static final KeySource SOURCE = new KeySource("https://issuer.test/keys", false);
    private static final String KEY =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"1\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"";

    @TempDir private Path temporary;

    private Path directory() {
        return temporary.resolve("last-good");
    }

    private LastGood open() {
        return new LastGood(Optional.of(directory()), "1");
    }

    private static ConfigObject virtualService(int status) {
        return virtualService("a", status);
    }

    private static ConfigObject virtualService(String name, int status) {
        return GivenYaml.valid(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: %2$s, namespace: default, generation: %1$d, labels: {app: one}}
                        spec: {hosts: [a.test], http: [{directResponse: {status: %1$d}}]}
                        """
                                .formatted(status, name))
                .getFirst();
    }

    private static SortedMap<String, Long> at(long revision) {
        return new TreeMap<>(Map.of("edge", revision));
    }

    private static void pass(LastGood lastGood, long revision, ConfigObject... objects) {
        Map<ObjectKey, Optional<ConfigObject>> served = new HashMap<>();
        Stream.of(objects).forEach(object -> served.put(object.key(), Optional.of(object)));
        lastGood.changing(served.keySet());
        lastGood.passed(at(revision), served);
    }

    private static List<Finding> told(LastGood lastGood) {
        AtomicReference<List<Finding>> told = new AtomicReference<>(List.of());
        lastGood.start(object -> Optional.of(new WrittenObject(object, "")), told::set);
        return told.get();
    }

    private void leave(ConfigObject... objects) {
        try (LastGood lastGood = open()) {
            pass(lastGood, 1, objects);
            lastGood.acknowledged("edge", 1);
        }
    }

    @Test
    void whatAProxyHasAcknowledgedIsThereAfterARestart() {
        leave(virtualService(201));

        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).contains(virtualService(201));
            assertThat(lastGood.of(Kind.VIRTUAL_SERVICE)).containsExactly(virtualService(201));
            assertThat(told(lastGood)).isEmpty();
        }
    }

    @Test
    void whatNoneHasAcknowledgedIsNotAndTheVersionBeforeStays() {
        leave(virtualService(201));
        try (LastGood lastGood = open()) {
            pass(lastGood, 1, virtualService(202));
            lastGood.acknowledged("edge", 0);
            lastGood.acknowledged("other", 9);
        }

        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).contains(virtualService(201));
        }
    }

    /// It is replaced while its acknowledgement, which is in truth that of what replaces it, is on
    /// its way.
    @Test
    void anAcknowledgementOfWhatComesAfterIsNotOneOfWhatWasBefore() {
        leave(virtualService(201));
        try (LastGood lastGood = open()) {
            pass(lastGood, 1, virtualService(202));
            lastGood.changing(List.of(A));
            lastGood.acknowledged("edge", 2);
            assertThat(lastGood.find(A)).contains(virtualService(201));
            lastGood.passed(at(2), Map.of(A, Optional.of(virtualService(203))));
            assertThat(lastGood.find(A)).contains(virtualService(203));
        }
    }

    @Test
    void whatIsGoneAfterTheRestartIsForgottenOnceProxiesHaveThat() {
        leave(virtualService(201));
        try (LastGood lastGood = open()) {
            pass(lastGood, 1);
            assertThat(lastGood.find(A)).isPresent();
            lastGood.acknowledged("edge", 1);
            assertThat(lastGood.find(A)).isEmpty();
        }
    }

    @Test
    void aGroupThatIsGivenUpIsNotWaitedFor() {
        try (LastGood lastGood = open()) {
            lastGood.passed(
                    new TreeMap<>(Map.of("edge", 1L, "gone", 1L)),
                    Map.of(A, Optional.of(virtualService(201))));
            lastGood.acknowledged("edge", 1);
            assertThat(lastGood.find(A)).isEmpty();
            lastGood.forget("gone");
            lastGood.acknowledged("edge", 1);
            assertThat(lastGood.find(A)).isPresent();
        }
    }

    @Test
    void objectsOfAFileAreFoundByIt() {
        try (LastGood lastGood = open()) {
            lastGood.start(o -> Optional.of(new WrittenObject(o, "/a\t.yaml")), _ -> {});
            pass(lastGood, 1, virtualService(201));
            lastGood.acknowledged("edge", 1);
        }

        try (LastGood lastGood = open()) {
            assertThat(lastGood.from("/a\t.yaml")).containsExactly(virtualService(201));
            assertThat(lastGood.from("/b.yaml")).isEmpty();
            assertThat(lastGood.of(Kind.VIRTUAL_SERVICE)).isEmpty();
        }
    }

    @Test
    void whatIsSecretIsNotWritten() throws IOException {
        ConfigObject secret =
                GivenYaml.valid(
                                """
                                apiVersion: v1
                                kind: Secret
                                metadata: {name: s, namespace: default}
                                stringData: {tls.key: swordfish}
                                """)
                        .getFirst();
        leave(secret, virtualService(201));
        try (LastGood lastGood = open()) {
            lastGood.fetched(
                    SOURCE,
                    "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c3dvcmRmaXNo\",\"alg\":\"HS256\"}]}");
        }

        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("c3dvcmRmaXNo", "swordfish");
                assertThat(Files.getPosixFilePermissions(file)).hasSizeLessThanOrEqualTo(4);
            }
        }
        assertThat(Files.exists(directory().resolve("Secret"))).isFalse();
    }

    @Test
    void fetchedKeysStayWithoutTheirPrivateParts() throws IOException {
        try (LastGood lastGood = open()) {
            lastGood.fetched(SOURCE, "{\"keys\":[" + KEY + ",\"d\":\"private\"}]}");
        }
        assertThat(Files.readString(directory().resolve("keys"))).doesNotContain("private");

        try (LastGood lastGood = open()) {
            assertThat(lastGood.keys(SOURCE)).get().asString().contains("MKBCTNIcKUSDii11");
            lastGood.forget(SOURCE);
        }
        try (LastGood lastGood = open()) {
            assertThat(lastGood.keys(SOURCE)).isEmpty();
        }
    }

    @Test
    void aVersionThatIsSetAsideStaysSoForThisVersionOfGatehouse() {
        try (LastGood lastGood = open()) {
            lastGood.setAside(List.of(new Aside(virtualService(202), "refused")));
        }
        try (LastGood lastGood = new LastGood(Optional.of(directory()), "2")) {
            assertThat(lastGood.aside(virtualService(202))).isEmpty();
        }
        try (LastGood lastGood = open()) {
            assertThat(lastGood.aside(virtualService(202))).contains("refused");
            assertThat(lastGood.aside(virtualService(203))).isEmpty();
            lastGood.setAside(List.of());
            assertThat(lastGood.aside(virtualService(202))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flipped", "truncated", "later", "binary", "line"})
    void aDamagedFileIsNamedAndItsNeighboursAreUsed(String damage) throws IOException {
        ConfigObject service =
                GivenYaml.valid(
                                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {ports: [{port: 80}]}}")
                        .getFirst();
        leave(virtualService(201), service);
        Path file = directory().resolve("VirtualService");
        String text = Files.readString(file);
        byte[] damaged =
                switch (damage) {
                    case "flipped" -> text.replace("201", "200").getBytes(StandardCharsets.UTF_8);
                    case "truncated" ->
                            text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
                    case "later" ->
                            text.replace("good 1", "good 2").getBytes(StandardCharsets.UTF_8);
                    case "binary" -> new byte[] {(byte) 0xff, 0, (byte) 0xfe};
                    default -> new byte[0];
                };
        if (damage.equals("line")) {
            new LineFile(file, 1_000).write(Stream.of("no object"));
        } else {
            Files.write(file, damaged);
        }

        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).isEmpty();
            assertThat(lastGood.find(service.key())).isPresent();
            assertThat(told(lastGood))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code().id()).isEqualTo("GH0113");
                        assertThat(finding.message())
                                .startsWith(file + ": what it held is not used: ");
                    });
            pass(lastGood, 1, virtualService(202));
            lastGood.acknowledged("edge", 1);
        }
        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).contains(virtualService(202));
            assertThat(told(lastGood)).isEmpty();
        }
    }

    @Test
    void aDirectoryThatCannotBeHadIsToldAndAllGoesOn() throws IOException {
        Files.writeString(directory(), "a file");

        try (LastGood lastGood = open()) {
            assertThat(told(lastGood))
                    .singleElement()
                    .satisfies(
                            f -> assertThat(f.message()).contains(directory() + " cannot be used"));
            pass(lastGood, 1, virtualService(201));
            lastGood.acknowledged("edge", 1);
            assertThat(lastGood.find(A)).isEmpty();
        }
    }

    @Test
    void aDirectoryIsOneProcessesOnly() {
        leave(virtualService(201));
        try (LastGood first = open();
                LastGood second = open()) {
            assertThat(first.find(A)).isPresent();
            assertThat(second.find(A)).isEmpty();
            assertThat(told(second))
                    .singleElement()
                    .satisfies(f -> assertThat(f.message()).contains("in use by another process"));
        }
    }

    @Test
    void aChangeIsKeptBesideWhatIsThereAlready() throws IOException {
        ConfigObject gone = virtualService("b", 201);
        Path file = directory().resolve("VirtualService");
        Path changes = directory().resolve("VirtualService.changes");
        String written;
        try (LastGood lastGood = open()) {
            pass(lastGood, 1, virtualService(201), gone);
            lastGood.acknowledged("edge", 1);
            await().until(() -> Files.exists(file));
            written = Files.readString(file);
            pass(lastGood, 2, virtualService(202));
            lastGood.passed(at(2), Map.of(gone.key(), Optional.empty()));
            lastGood.acknowledged("edge", 2);
            await().untilAsserted(() -> assertThat(changes).exists());
        }

        assertThat(file).hasContent(written);
        try (LastGood lastGood = open()) {
            assertThat(lastGood.of(Kind.VIRTUAL_SERVICE)).containsExactly(virtualService(202));
            assertThat(told(lastGood)).isEmpty();
        }
        Files.writeString(changes, Files.readString(changes).replace("202", "203"));
        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).contains(virtualService(201));
            assertThat(told(lastGood))
                    .singleElement()
                    .satisfies(f ->
                            assertThat(f.message())
                                    .contains(changes + ": it is damaged at line 2"));
        }
    }

    /// As on a disk that is full: told once, tried again, and what was there stays.
    @Test
    void whatCannotBeWrittenIsToldUntilItCan() throws IOException {
        leave(virtualService(201));
        Path inTheWay = directory().resolve("VirtualService.new");
        AtomicReference<List<Finding>> told = new AtomicReference<>(List.of());
        try (LastGood lastGood = open()) {
            lastGood.start(object -> Optional.of(new WrittenObject(object, "")), told::set);
            Files.createDirectories(inTheWay.resolve("x"));
            pass(lastGood, 1, virtualService(202));
            lastGood.acknowledged("edge", 1);
            await().until(() -> !told.get().isEmpty());
            assertThat(told.get().getFirst().message()).contains("it cannot be written");
            assertThat(Files.readString(directory().resolve("VirtualService"))).contains("201");

            Files.delete(inTheWay.resolve("x"));
            Files.delete(inTheWay);
            await().until(() -> told.get().isEmpty());
        }
        try (LastGood lastGood = open()) {
            assertThat(lastGood.find(A)).contains(virtualService(202));
        }
    }

    @Test
    void whatIsTooLargeIsNotWritten() {
        LineFile file = new LineFile(temporary.resolve("f"), 50);
        assertThatThrownBy(() -> file.write(Stream.of("x".repeat(100))))
                .isInstanceOf(IOException.class)
                .hasMessage("it would hold more than 50 bytes");
        assertThat(temporary).isEmptyDirectory();
    }

    private static List<LastGoodPart> parts(LastGood lastGood) {
        List<LastGoodPart> parts = new ArrayList<>();
        lastGood.parts().forEachRemaining(parts::add);
        return parts;
    }

    @Test
    void aNewProcessTakesOverAllThatAnotherOneHas() throws IOException {
        try (LastGood other = open();
                LastGood lastGood = new LastGood(Optional.of(temporary.resolve("new")), "1")) {
            assertThat(parts(other)).isEmpty();
            pass(other, 1, virtualService(201));
            other.acknowledged("edge", 1);
            other.fetched(SOURCE, "{\"keys\":[" + KEY + "}]}");
            other.setAside(List.of(new Aside(virtualService(202), "refused")));
            assertThat(lastGood.isNew()).isTrue();
            for (LastGoodPart part : parts(other)) {
                lastGood.take(part);
            }
            lastGood.take(new LastGoodPart("OfALaterVersion", List.of("?")));
            lastGood.take(new LastGoodPart("Secret", List.of("?")));

            assertThat(lastGood.isNew()).isFalse();
            assertThat(lastGood.find(A)).contains(virtualService(201));
            assertThat(lastGood.of(Kind.VIRTUAL_SERVICE)).containsExactly(virtualService(201));
            assertThat(lastGood.keys(SOURCE)).isEqualTo(other.keys(SOURCE)).isPresent();
            assertThat(lastGood.aside(virtualService(202))).contains("refused");
            pass(lastGood, 1);
            lastGood.acknowledged("edge", 1);
            assertThat(lastGood.find(A)).isEmpty();
        }
    }

    @Test
    void partsAreSmallAndLoseNothing() {
        List<String> lines =
                IntStream.range(0, 30).mapToObj(i -> String.valueOf(i).repeat(100_000)).toList();
        List<LastGoodPart> parts = new ArrayList<>();
        SequencedMap<String, Supplier<Stream<String>>> files = new LinkedHashMap<>();
        files.put("Empty", Stream::empty);
        files.put("VirtualService", lines::stream);
        new FileParts(files).forEachRemaining(parts::add);

        assertThat(parts)
                .hasSizeGreaterThan(2)
                .extracting(LastGoodPart::file)
                .containsOnly("VirtualService");
        assertThat(parts.stream().flatMap(part -> part.lines().stream()).toList()).isEqualTo(lines);
    }
}
