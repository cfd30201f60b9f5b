// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.api.HttpApiServer;
import io.gatehouse.testing.corpus.CorpusAddresses;
import io.gatehouse.testing.corpus.CorpusBackends;
import io.gatehouse.testing.corpus.CorpusCase;
import io.gatehouse.testing.corpus.CorpusCertificates;
import io.gatehouse.testing.corpus.CorpusComparison;
import io.gatehouse.testing.corpus.CorpusExceptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the recorded cases where the cluster's addresses are: a program of its own, which
/// [ClusterCorpusIT] starts in the cluster's network, and which prints a line of JSON for each
/// case.
final class ClusterCorpus {
    private final ApiServer api;
    private final CorpusControlPlane controlPlane;
    private final CorpusComparison comparison;

    private ClusterCorpus(
            ApiServer api, CorpusControlPlane controlPlane, CorpusComparison comparison) {
        this.api = api;
        this.controlPlane = controlPlane;
        this.comparison = comparison;
    }

    /// @param arguments kubeconfig; a directory; part of the names of those to run
    public static void main(String[] arguments) throws Exception {
        Path kubeconfig = Path.of(arguments[0]);
        CorpusAddresses addresses = CorpusAddresses.RECORDED;
        CorpusCertificates certificates = new CorpusCertificates();
        List<CorpusCase> cases =
                CorpusCase.readAll(addresses).values().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.name().contains(arguments[2]))
                        .filter(each -> !CorpusExceptions.contains(each))
                        .toList();
        try (CorpusBackends _ = new CorpusBackends(addresses, certificates);
                KubernetesClient client =
                        new KubernetesConnection(Optional.of(kubeconfig)).open()) {
            ApiServer api = new HttpApiServer(client);
            CorpusObjects secrets =
                    CorpusObjects.of(certificates.secrets("istio-system", "default"));
            secrets.create(api)
                    .ifPresent(why -> {
                        throw new IllegalStateException("Secrets: " + why);
                    });
            try (CorpusControlPlane controlPlane = new CorpusControlPlane(kubeconfig);
                    HandEnvoy _ = HandEnvoy.start(Command::of, Path.of(arguments[1]))) {
                ClusterCorpus corpus =
                        new ClusterCorpus(
                                api, controlPlane, new CorpusComparison(addresses, certificates));
                for (CorpusCase each : cases) {
                    System.out.println(line(each, corpus.outcome(each)));
                }
            }
        }
        System.exit(0); // nothing of the libraries' threads is to hold it up
    }

    private static String line(CorpusCase each, String outcome) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("case", each.name());
        line.put("outcome", outcome);
        return JsonText.compact(line);
    }

    private String outcome(CorpusCase each) {
        try {
            String first = once(each);
            return each.isTimed() && first.startsWith("wrong") ? once(each) : first;
        } catch (RuntimeException e) {
            return "failed: " + e;
        }
    }

    private String once(CorpusCase each) {
        CorpusObjects objects = CorpusObjects.of(each.config());
        controlPlane.turnPage();
        Optional<String> refusal = objects.create(api);
        if (refusal.isPresent()) {
            return "refused: " + refusal.get();
        }
        List<Finding> found = List.of();
        List<String> wrong;
        try {
            found = controlPlane.awaitLive(objects);
            wrong = comparison.mismatches(each, CorpusComparison.UNTIL_SETTLED);
        } finally {
            controlPlane.turnPage();
            objects.delete(api);
        }
        List<Finding> later = controlPlane.awaitLive(objects);
        if (found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
                && (each.webhook() || each.rejected())) {
            return "refused: " + found;
        }
        if (later.stream().anyMatch(finding -> finding.code() == FindingCode.REFUSED_BY_PROXY)) {
            return "wrong: refused by Envoy: " + later;
        }
        return wrong.isEmpty() ? "same" : "wrong: %s%nfindings: %s".formatted(wrong, found);
    }
}
