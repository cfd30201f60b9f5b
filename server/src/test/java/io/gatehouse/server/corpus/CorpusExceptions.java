// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The cases that leave the run by name, because Gatehouse differs from Istio there on purpose:
/// each with the start of its row in `docs/differences.md`, which gives the reason and names the
/// test.
final class CorpusExceptions {
    private static final Path DOCUMENT = Path.of("..", "docs", "differences.md");

    private static final Map<String, String> ROWS =
            Map.of(
                    "gw-https-redirect-namespaced-host", "`httpsRedirect` on a host written as",
                    "gw-tls-namespaced-host-twice", "two TLS servers for one host",
                    "vs-host-case-gateway", "upper-case hosts in a Gateway",
                    "vs-redirect-code-300", "a redirect code other than");

    private CorpusExceptions() {}

    static boolean contains(CorpusCase recorded) {
        return ROWS.containsKey(recorded.name());
    }

    static List<String> names() {
        return List.copyOf(new TreeMap<>(ROWS).keySet());
    }

    /// The row of a case.
    static String row(String name) throws IOException {
        String start = "| " + ROWS.get(name);
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(DOCUMENT + " has no row: " + start));
    }
}
