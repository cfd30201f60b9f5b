// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.istio.AuthorizationPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that cannot be read when it is read for the first time falls back on what it held before
/// the start.
class FileLastGoodTest {
    private static final ObjectKey POLICY =
            new ObjectKey(Kind.AUTHORIZATION_POLICY, "default", "p");

    @TempDir private Path directory;
    private final Told told = new Told();

    private static String namespace(String name, int value) {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {v: \"%d\"}}}\n"
                .formatted(name, value);
    }

    private static String policy(String selector, String rules) {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: p, namespace: default}
        spec: {%s, rules: %s}
        """
                .formatted(selector, rules);
    }

    private LastGoodObjects left(String file, String... objects) {
        List<ConfigObject> all =
                new CheckedReader(ReadLimits.DEFAULT)
                                .read(
                                        "left",
                                        String.join("---\n", objects)
                                                .getBytes(StandardCharsets.UTF_8))
                                .stream()
                                .map(result -> ((ReadResult.Read) result).object())
                                .toList();
        String origin = directory.resolve(file).toString();
        return new LastGoodObjects() {
            @Override
            public Optional<ConfigObject> find(ObjectKey key) {
                return Optional.empty();
            }

            @Override
            public List<ConfigObject> of(Kind kind) {
                return List.of();
            }

            @Override
            public List<ConfigObject> from(String asked) {
                return asked.equals(origin) ? all : List.of();
            }
        };
    }

    private void write(String name, String... objects) throws IOException {
        Files.writeString(directory.resolve(name), String.join("---\n", objects));
    }

    private FileSource start(LastGoodObjects lastGood) {
        FileSource source = new FileSource(List.of(directory), lastGood);
        source.start(told);
        return source;
    }

    private List<AuthorizationPolicy> policies() {
        return told.batches().stream()
                .flatMap(batch -> batch.events().stream())
                .filter(ConfigEvent.Upsert.class::isInstance)
                .map(event -> ((ConfigEvent.Upsert) event).object())
                .filter(AuthorizationPolicy.class::isInstance)
                .map(AuthorizationPolicy.class::cast)
                .toList();
    }

    @Test
    void anObjectThatIsRefusedIsAsItWasAndWhatIsGoneIsGone() throws IOException {
        write("f.yaml", namespace("a", 2), namespace("b", 2).replace("labels", "lables"));

        try (FileSource _ =
                start(left("f.yaml", namespace("a", 1), namespace("b", 1), namespace("c", 1)))) {
            assertThat(told.objects()).containsExactly("a=2", "b=1");
            assertThat(told.findings()).singleElement().asString().startsWith("UNKNOWN_FIELD ");

            write("f.yaml", namespace("a", 2), namespace("b", 3));
            told.awaitObjects("a=2", "b=3");
        }
    }

    @Test
    void aFileThatIsNoYamlHoldsWhatItHeld() throws IOException {
        write("f.yaml", namespace("a", 2), "]\n");
        write("g.yaml", "]\n");

        try (FileSource _ = start(left("f.yaml", namespace("a", 1), namespace("b", 1)))) {
            assertThat(told.objects()).containsExactly("a=2", "b=1");
        }
    }

    @Test
    void aSourceTellsWhichFileAnObjectIsFrom() throws IOException {
        write("f.yaml", namespace("a", 1));

        try (FileSource source = start(LastGoodObjects.NONE)) {
            ConfigEvent first = told.batches().getFirst().events().getFirst();
            ConfigObject object = ((ConfigEvent.Upsert) first).object();
            assertThat(source.written(object))
                    .contains(new WrittenObject(object, directory.resolve("f.yaml").toString()));
        }
    }

    @Test
    void whoMayComeInIsNobodyWhileNoVersionOfAPolicyCanBeRead() throws IOException {
        write("f.yaml", policy("selector: {matchLabels: {app: gw}}", "5"));

        try (FileSource _ = start(LastGoodObjects.NONE)) {
            assertThat(policies())
                    .singleElement()
                    .satisfies(closed -> {
                        assertThat(closed.key()).isEqualTo(POLICY);
                        assertThat(closed.spec().rules()).isEmpty();
                        assertThat(closed.spec().selector().orElseThrow().matchLabels())
                                .containsEntry("app", "gw");
                    });
            assertThat(told.findings()).anyMatch(finding -> finding.startsWith("ACCESS_CLOSED "));

            write("f.yaml", policy("selector: {matchLabels: {app: other}}", "[{to: 5}]"));
            told.await(() ->
                    assertThat(policies().getLast().spec().selector().orElseThrow().matchLabels())
                            .containsEntry("app", "other"));

            write("f.yaml", policy("action: ALLOW", "[{}]"));
            told.await(() -> {
                assertThat(policies().getLast().spec().rules()).hasSize(1);
                assertThat(told.findings()).isEmpty();
            });
        }
    }

    @Test
    void aPolicyOfWhichAVersionIsKnownStaysAsItWas() throws IOException {
        write("f.yaml", policy("action: ALLOW", "5"));

        try (FileSource _ = start(left("f.yaml", policy("action: ALLOW", "[{}]")))) {
            assertThat(policies()).singleElement().matches(p -> p.spec().rules().size() == 1);
            assertThat(told.findings()).noneMatch(finding -> finding.startsWith("ACCESS_CLOSED "));
        }
    }

    /// Of what it cannot be told whom it is for, nothing stands in.
    @Test
    void nothingStandsInForWhatKeepsNobodyOutOrMayBeForOthers() throws IOException {
        write("deny.yaml", policy("action: DENY", "5"));
        write("typo.yaml", policy("selectr: {}", "[{}]"));
        write("label.yaml", policy("selector: {matchLabels: {'a b': c}}", "[{}]"));
        write("action.yaml", policy("action: ALOW", "[{}]"));

        try (FileSource _ = start(LastGoodObjects.NONE)) {
            assertThat(policies()).isEmpty();
            assertThat(told.findings())
                    .isNotEmpty()
                    .noneMatch(finding -> finding.startsWith("ACCESS_CLOSED "));
        }
    }
}
