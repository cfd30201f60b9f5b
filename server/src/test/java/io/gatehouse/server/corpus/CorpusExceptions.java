// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The cases that leave the run by name. [CorpusIT] checks that each of them exists, and that it
/// does not hold: otherwise it is to be taken off its list.
final class CorpusExceptions {
    private static final Path DOCUMENT = Path.of("..", "docs", "differences.md");

    /// Those in which Gatehouse is better on purpose, with the start of the row in
    /// `docs/differences.md` that gives the reason and names the test.
    private static final SortedMap<String, String> DIFFERENT_ON_PURPOSE =
            sorted(
                    Map.of(
                            "gw-https-redirect-namespaced-host",
                            "`httpsRedirect` on a host written as",
                            "gw-tls-exact-before-wildcard",
                            "a request on another host's TLS connection",
                            "gw-tls-two-gateways-one-wildcard-certificate",
                            "a request on another host's TLS connection",
                            "gw-tls-namespaced-host-twice",
                            "two TLS servers for one host",
                            "vs-host-case-gateway",
                            "upper-case hosts in a Gateway",
                            "vs-redirect-code-300",
                            "a redirect code other than"));

    /// Those in which Gatehouse is still to become the same, with what differs.
    private static final SortedMap<String, String> NOT_THE_SAME_YET =
            sorted(
                    Map.of(
                            "gw-port-and-targetport-one-gateway",
                            "match.port goes by each server's own port, in Istio by the first's",
                            "vs-export-to-order",
                            "Istio puts what is exported by name before what is public",
                            "vs-headers-both-levels",
                            "with weights, Istio applies the headers of the destination first"));

    private CorpusExceptions() {}

    static boolean contains(CorpusCase recorded) {
        return names().contains(recorded.name());
    }

    static List<String> names() {
        SortedMap<String, String> all = new TreeMap<>(DIFFERENT_ON_PURPOSE);
        all.putAll(NOT_THE_SAME_YET);
        return List.copyOf(all.keySet());
    }

    /// Why the case is on a list.
    static String reason(String name) throws IOException {
        if (NOT_THE_SAME_YET.containsKey(name)) {
            return NOT_THE_SAME_YET.getOrDefault(name, "");
        }
        String start = DIFFERENT_ON_PURPOSE.getOrDefault(name, "");
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| " + start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(DOCUMENT + " has no row: " + start));
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
