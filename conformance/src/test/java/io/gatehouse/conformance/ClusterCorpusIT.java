// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.testing.corpus.CorpusAddresses;
import io.gatehouse.testing.corpus.CorpusCase;
import io.gatehouse.testing.corpus.CorpusExceptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Holds Gatehouse on a real API server, with an Envoy run by hand, to what Istio did with the same
/// objects and the same requests: see `server/src/test/resources/corpus/README.md`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterCorpusIT {
    /// A part of the names of those to run.
    private static final String ONLY = System.getProperty("corpus.only", "");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SortedMap<String, String> outcomes = new TreeMap<>();

    @BeforeAll
    void run(@TempDir Path directory) throws IOException, InterruptedException {
        try (TestCluster cluster = TestCluster.start("corpus", directory)) {
            prepare(cluster);
            Process process =
                    cluster.insideJava(
                                    ClusterCorpus.class,
                                    List.of(
                                            "-Djava.security.properties=../server/src/test/resources/old-tls.properties"),
                                    cluster.kubeconfig(),
                                    directory.toString(),
                                    ONLY)
                            .start();
            Path log = directory.resolve("corpus.log");
            Thread errors = Thread.ofVirtual().start(() -> copy(process, log));
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Map<?, ?> told = (Map<?, ?>) JsonText.parse(line);
                    outcomes.put(
                            String.valueOf(told.get("case")), String.valueOf(told.get("outcome")));
                }
            }
            errors.join();
            assertThat(process.waitFor()).as(tail(log)).isZero();
        }
        System.out.println(
                "corpus on a cluster: "
                        + outcomes.values().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                outcome -> outcome.replaceFirst("(?s):.*", ""),
                                                TreeMap::new,
                                                Collectors.counting())));
    }

    /// The fixture. Its pods are run by nobody, so that they can have the recorded addresses.
    private static void prepare(TestCluster cluster) throws IOException {
        String fixture =
                Files.readString(CorpusCase.DIRECTORY.resolve("fixture.yaml"))
                        .replaceAll(
                                "spec: \\{(serviceAccountName|containers):",
                                "spec: {schedulerName: nobody, $1:");
        cluster.apply(
                "{apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}\n---\n"
                        + "{apiVersion: v1, kind: ServiceAccount, metadata: {name: istio-ingressgateway, namespace: istio-system}}");
        // Until the controllers have made the namespaces' default service accounts.
        await().atMost(PATIENCE).untilAsserted(() -> cluster.apply(fixture));
        String pods =
                Stream.of(fixture.split("(?m)^---$"))
                        .filter(document -> document.contains("\nkind: Pod\n"))
                        .collect(Collectors.joining("---"));
        cluster.applyStatus(pods);
    }

    @TestFactory
    Stream<DynamicTest> recorded() throws IOException {
        return CorpusCase.readAll(CorpusAddresses.RECORDED).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.name().contains(ONLY))
                .filter(each -> !CorpusExceptions.contains(each))
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private void check(CorpusCase recorded) {
        String outcome = outcomes.getOrDefault(recorded.name(), "not run");
        boolean mayBeRefused = recorded.rejected() || recorded.webhook();
        boolean mayBeServed = !recorded.rejected();
        assertThat(
                        (mayBeRefused && outcome.startsWith("refused"))
                                || (mayBeServed && outcome.equals("same")))
                .as("%s: %s", recorded, outcome)
                .isTrue();
    }

    private static void copy(Process process, Path log) {
        try {
            Files.copy(process.getErrorStream(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
