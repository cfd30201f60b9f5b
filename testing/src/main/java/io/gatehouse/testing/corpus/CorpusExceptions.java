// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The cases that leave the run by name, because Gatehouse is better there on purpose, with the
/// start of the row in `docs/differences.md` that gives the reason and names the test. `CorpusIT`
/// checks that each of them exists, and that it does not hold: otherwise it is to be taken off.
public final class CorpusExceptions {
    private static final Path DOCUMENT = Path.of("..", "docs", "differences.md");
    private static final String MISDIRECTED = "a request on another host's TLS connection";

    private static final Map<String, String> ROWS =
            Map.ofEntries(
                    Map.entry("ext-filter-add", "an EnvoyFilter's patch whose outcome"),
                    Map.entry("ext-refused-by-envoy", "an EnvoyFilter's patch that Envoy refuses"),
                    Map.entry(
                            "ext-virtual-host-same-routes",
                            "an EnvoyFilter's patch for the second of"),
                    Map.entry("gw-conflict-https-then-http", "TLS, then plaintext, then TLS"),
                    Map.entry(
                            "gw-https-redirect-duplicate-host",
                            "`httpsRedirect` servers that have"),
                    Map.entry(
                            "gw-https-redirect-namespaced-host",
                            "`httpsRedirect` on a host written as"),
                    Map.entry(
                            "gw-passthrough-same-sni-twice",
                            "two `tls` rules that have a server name"),
                    Map.entry(
                            "gw-passthrough-takes-terminated-host",
                            "a `tls` rule for a host that another"),
                    Map.entry("gw-passthrough-wider-virtualservice", "`sniHosts` wider"),
                    Map.entry("gw-port-and-targetport-one-gateway", "`match.port`"),
                    Map.entry(
                            "gw-tcp-first-gateway-without-route", "several TCP servers on a port"),
                    Map.entry("gw-tls-exact-before-wildcard", MISDIRECTED),
                    Map.entry("gw-tls-missing-secret-beside-passthrough", "a missing Secret"),
                    Map.entry("gw-tls-namespaced-host-twice", "two TLS servers for one host"),
                    Map.entry("gw-tls-same-host-two-gateways", "two TLS servers that have a host"),
                    Map.entry("gw-tls-two-gateways-one-wildcard-certificate", MISDIRECTED),
                    Map.entry("sec-ap-host-port-bypass", "`hosts` of an AuthorizationPolicy"),
                    Map.entry("sec-ra-broken-jwks", "a key set without a usable key"),
                    Map.entry("vs-host-case-gateway", "upper-case hosts in a Gateway"),
                    Map.entry("vs-redirect-code-300", "a redirect code other than"));

    private CorpusExceptions() {}

    public static boolean contains(CorpusCase recorded) {
        return ROWS.containsKey(recorded.name());
    }

    public static List<String> names() {
        return List.copyOf(new TreeMap<>(ROWS).keySet());
    }

    /// Why the case is on the list.
    public static String row(String name) throws IOException {
        String start = "| " + ROWS.getOrDefault(name, "");
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(DOCUMENT + " has no row: " + start));
    }
}
