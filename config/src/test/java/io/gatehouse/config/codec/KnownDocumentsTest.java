// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDocumentsTest {
    private static final String FILE = "all.yaml";

    private final YamlReader reader = new YamlReader(ReadLimits.DEFAULT);
    private final KnownDocuments known = new KnownDocuments();

    private List<ReadResult> read(List<String> documents) {
        byte[] content = String.join("", documents).getBytes(StandardCharsets.UTF_8);
        return reader.read(FILE, content, UnaryOperator.identity(), known);
    }

    private static String service(String name, int port) {
        return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec: {ports: [{port: %d}]}
        """
                .formatted(name, port);
    }

    private static Object object(ReadResult result) {
        return ((ReadResult.Read) result).object();
    }

    @Test
    void whatStandsThereStillIsNotReadAgain() {
        List<ReadResult> before = read(List.of(service("a", 1), service("b", 2), service("c", 3)));
        List<ReadResult> after =
                read(List.of("# new\n\n", service("c", 3), service("b", 4), service("a", 1)));

        assertThat(object(after.get(0))).isSameAs(object(before.get(2)));
        assertThat(object(after.get(1))).isNotEqualTo(object(before.get(1)));
        assertThat(object(after.get(2))).isSameAs(object(before.get(0)));
        assertThat(((ReadResult.Read) after.get(2)).position().line()).isEqualTo(14);
    }

    @Test
    void aFileOfOneAndWhatIsToldOfLeaveNothingBehind() {
        read(List.of(service("a", 1)));
        assertThat(known.isEmpty()).isTrue();
        read(List.of(service("a", 1), "---\nkind: Unknown\n", "---\n{broken\n"));
        List<ReadResult> again = read(List.of("---\n{broken\n", "---\nkind: Unknown\n"));
        assertThat(again).hasSize(2);
        assertThat(known.isEmpty()).isTrue();
    }

    /// Good ones and bad ones, twice the same, with comments and lists, in any order.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOutcomeIsThatOfReadingItAnew(long seed) {
        Random random = new Random(seed);
        List<String> pool = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pool.add(service("s" + i % 5, i));
        }
        pool.add("---\n# nothing\n");
        pool.add("---\nkind: Other\n");
        pool.add("---\napiVersion: v1\nkind: Service\nmetadata: {name: t}\nspec: {ports: no}\n");
        pool.add("---\n[1, {\n");
        pool.add(
                "---\nkind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: n}}\n- {apiVersion: v1, kind: Namespace, metadata: {name: m}}\n");
        pool.add("\n# a comment in between\n");
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(pool, random);
            List<String> documents = pool.subList(0, random.nextInt(pool.size() + 1));
            byte[] content = String.join("", documents).getBytes(StandardCharsets.UTF_8);
            assertThat(read(documents)).isEqualTo(reader.read(FILE, content));
        }
    }
}
