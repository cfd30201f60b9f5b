// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import io.gatehouse.testing.corpus.CorpusBackends;
import io.gatehouse.testing.corpus.CorpusCase;
import io.gatehouse.testing.corpus.CorpusCertificates;
import io.gatehouse.testing.corpus.CorpusComparison;
import io.gatehouse.testing.corpus.CorpusExceptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Holds a run of Gatehouse to what Istio did with the same configuration and the same requests:
/// see `src/test/resources/corpus/README.md`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusIT {
    /// A part of the names of those to run.
    private static final String ONLY = System.getProperty("corpus.only", "");

    /// What the API server or the webhook would have refused.
    private static final Set<FindingCode> REFUSALS =
            Set.of(
                    FindingCode.INVALID_YAML,
                    FindingCode.UNKNOWN_FIELD,
                    FindingCode.INVALID_VALUE,
                    FindingCode.MISSING_FIELD,
                    FindingCode.DUPLICATE_OBJECT);

    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private SortedMap<String, List<CorpusCase>> cases = new TreeMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private CorpusComparison comparison;
    private CorpusGateway gateway;

    @BeforeAll
    void start(@TempDir Path directory)
            throws GeneralSecurityException, IOException, InterruptedException {
        open.push(CorpusReservation.await());
        assertThat(Security.getProperty("jdk.tls.disabledAlgorithms"))
                .as("old versions of TLS need -Djava.security.properties, see server/pom.xml")
                .doesNotContain("TLSv1");
        cases = CorpusCase.readAll(CorpusGateway.ADDRESSES);
        CorpusCertificates certificates = new CorpusCertificates();
        comparison = new CorpusComparison(CorpusGateway.ADDRESSES, certificates);
        open.push(new CorpusBackends(CorpusGateway.ADDRESSES, certificates));
        String fixture = Files.readString(CorpusCase.DIRECTORY.resolve("fixture.yaml"));
        Files.writeString(directory.resolve("fixture.yaml"), CorpusGateway.ADDRESSES.here(fixture));
        Files.writeString(
                directory.resolve("secrets.yaml"), certificates.secrets("istio-system", "default"));
        gateway = new CorpusGateway(directory);
        open.push(gateway);
    }

    @AfterAll
    void stop() throws Exception {
        System.out.println("corpus: " + counts);
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> recorded() {
        return cases.entrySet().stream()
                .map(file ->
                        DynamicContainer.dynamicContainer(
                                file.getKey(),
                                file.getValue().stream()
                                        .filter(each -> each.name().contains(ONLY))
                                        .filter(each -> !CorpusExceptions.contains(each))
                                        .map(each ->
                                                DynamicTest.dynamicTest(
                                                        each.name(), () -> check(each)))));
    }

    /// So that the list of exceptions stays true.
    @TestFactory
    Stream<DynamicTest> exceptions() {
        return CorpusExceptions.names().stream()
                .filter(name -> name.contains(ONLY))
                .map(name -> DynamicTest.dynamicTest(name, () -> checkException(name)));
    }

    private void check(CorpusCase recorded) throws IOException, InterruptedException {
        String verdict = "failed";
        try {
            verdict = verdict(recorded);
        } catch (org.opentest4j.TestAbortedException e) {
            verdict = "not supported yet";
            throw e;
        } finally {
            counts.merge(verdict, 1, Integer::sum);
        }
    }

    private String verdict(CorpusCase recorded) throws IOException, InterruptedException {
        try {
            List<Finding> found = gateway.apply(recorded);
            if ((recorded.rejected() || recorded.webhook())
                    && found.stream().anyMatch(CorpusIT::isRefusal)) {
                gateway.remove(recorded);
                return "refused as in Istio";
            }
            assertThat(recorded.rejected()).as("%s: accepted", recorded).isFalse();
            List<String> wrong = comparison.mismatches(recorded, CorpusComparison.UNTIL_SETTLED);
            if (!wrong.isEmpty() && recorded.isTimed()) {
                gateway.remove(recorded);
                gateway.apply(recorded);
                wrong = comparison.mismatches(recorded, CorpusComparison.UNTIL_SETTLED);
            }
            assertThat(wrong).as("%s%nfindings: %s", recorded, found).isEmpty();
            assertThat(gateway.remove(recorded))
                    .as("%s: what Envoy refused", recorded)
                    .noneMatch(finding -> finding.code() == FindingCode.REFUSED_BY_PROXY);
            return "same as Istio";
        } finally {
            gateway.remove(recorded);
        }
    }

    private static boolean isRefusal(Finding finding) {
        return finding.severity() == Severity.ERROR && REFUSALS.contains(finding.code());
    }

    private void checkException(String name) throws IOException, InterruptedException {
        CorpusCase recorded =
                cases.values().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("there is no case " + name));
        boolean refused = gateway.apply(recorded).stream().anyMatch(CorpusIT::isRefusal);
        try {
            // What is better than what was recorded may need a moment.
            await().alias(name + " holds: take it off the list: " + CorpusExceptions.row(name))
                    .atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .until(() ->
                            refused
                                    || !comparison
                                            .mismatches(recorded, CorpusComparison.UNTIL_SURE)
                                            .isEmpty());
        } finally {
            gateway.remove(recorded);
        }
        counts.merge("exceptions", 1, Integer::sum);
    }
}
