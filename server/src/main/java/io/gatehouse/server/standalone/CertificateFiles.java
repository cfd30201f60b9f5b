// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import io.gatehouse.engine.istio.TlsFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the certificate files that Gateways and DestinationRules name, which a proxy on this
/// machine would read itself, and follows their changes. Adds no objects.
///
/// Looks at the files every [#INTERVAL]: however they are replaced, and wherever links lead, that
/// notices it. Files that can no longer be used, or only half of which were replaced yet, leave in
/// use what was there before.
final class CertificateFiles implements Supplement, AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /// Where what files hold is told. Must not block.
    interface Sink {
        void set(OnProxy files, FileMaterial content);

        void forget(OnProxy files);

        void findings(List<Finding> findings);
    }

    private final Sink sink;
    private final Map<OnProxy, Followed> followed = new LinkedHashMap<>();
    private List<Finding> told = List.of();
    private final Thread thread = Thread.ofVirtual().name("certificate-files").unstarted(this::run);

    private static final class Followed {
        private FileMaterial given;
        private FileMaterial seen;

        Followed(FileMaterial first) {
            given = first;
            seen = first;
        }
    }

    CertificateFiles(Sink sink) {
        this.sink = sink;
        thread.start();
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.GATEWAY, Kind.DESTINATION_RULE);
    }

    @Override
    public synchronized Supply supply(DefinedObjects defined) {
        Set<OnProxy> named =
                Stream.concat(
                                defined.all(Gateway.class).stream().flatMap(TlsFiles::of),
                                defined.all(DestinationRule.class).stream()
                                        .flatMap(CertificateFiles::tlsOf)
                                        .flatMap(TlsFiles::of))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        followed.keySet()
                .removeIf(files -> {
                    if (!named.contains(files)) {
                        sink.forget(files);
                    }
                    return !named.contains(files);
                });
        for (OnProxy files : named) {
            followed.computeIfAbsent(
                    files,
                    fresh -> {
                        FileMaterial content = CertificateFileReader.read(fresh);
                        sink.set(fresh, content);
                        return new Followed(content);
                    });
        }
        return Supply.NOTHING;
    }

    private static Stream<ClientTlsSettings> tlsOf(DestinationRule rule) {
        Stream<TrafficPolicy> policies =
                Stream.concat(
                        rule.spec().trafficPolicy().stream(),
                        rule.spec().subsets().stream()
                                .flatMap(subset -> subset.trafficPolicy().stream()));
        return policies.flatMap(policy ->
                Stream.concat(
                        policy.tls().stream(),
                        policy.portLevelSettings().stream().flatMap(port -> port.tls().stream())));
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        List<Finding> findings = new ArrayList<>();
        followed.forEach((files, state) -> look(files, state).ifPresent(findings::add));
        if (!findings.equals(told)) {
            told = List.copyOf(findings);
            sink.findings(told);
        }
    }

    /// What stands twice in a row is final: the files are no longer being replaced.
    private Optional<Finding> look(OnProxy files, Followed state) {
        FileMaterial now = CertificateFileReader.read(files);
        boolean settled = now.equals(state.seen);
        state.seen = now;
        if (now.equals(state.given)) {
            return Optional.empty();
        }
        Optional<String> problem = CertificateFileReader.problem(files, now);
        boolean inUse = CertificateFileReader.problem(files, state.given).isEmpty();
        if (problem.isPresent() && inUse) {
            return settled ? Optional.of(kept(files, problem.get())) : Optional.empty();
        }
        state.given = now;
        sink.set(files, now);
        return Optional.empty();
    }

    private static Finding kept(OnProxy files, String problem) {
        return new Finding(
                FindingCode.SECRET_INVALID,
                FindingCode.SECRET_INVALID.severity(),
                Optional.empty(),
                FieldPath.ROOT,
                problem + "; what was there before stays in use",
                Optional.of(new SourcePosition(files.paths().findFirst().orElseThrow(), 1, 1)));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
