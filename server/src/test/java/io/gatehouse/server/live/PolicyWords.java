// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Fields of rules, each with values that have something to do with what is asked.
///
/// @param conditions by key
record PolicyWords(
        Map<String, List<String>> sources,
        Map<String, List<String>> operations,
        Map<String, List<String>> conditions) {
    private static final List<String> BLOCKS =
            List.of("127.0.0.1", "127.0.0.0/8", "10.0.0.0/8", "2001:db8::/32", "203.0.113.0/24");
    private static final List<String> PRINCIPALS =
            List.of(
                    "*",
                    "https://issuer.example.com/alice",
                    "https://issuer.example.com/*",
                    "https://issuer.example.com/a*",
                    "https://issuer.example.com*",
                    "https://issuer.example.com/team/alice",
                    "https://issuer.example.com/team/*",
                    "https://other.example.com/bob",
                    "*/alice",
                    "*/bob",
                    "*ce",
                    "*example.com/alice",
                    "*m/alice");
    private static final List<String> AUDIENCES = List.of("shop", "sh*", "*nt", "*", "admin");
    private static final List<String> GROUPS = List.of("dev", "de*", "*min", "*", "ops");

    PolicyWords {
        sources = new TreeMap<>(sources);
        operations = new TreeMap<>(operations);
        conditions = new TreeMap<>(conditions);
    }

    static PolicyWords ofRequests(int port) {
        List<String> ports = List.of(Integer.toString(port), "1");
        return new PolicyWords(
                Map.of(
                        "ipBlocks", BLOCKS,
                        "remoteIpBlocks", BLOCKS,
                        "requestPrincipals", PRINCIPALS),
                Map.of(
                        "hosts",
                        List.of(
                                "a.example.com",
                                "*.example.com",
                                "a.*",
                                "*",
                                "b.example.com",
                                "A.EXAMPLE.com"),
                        "paths",
                        List.of(
                                "/a",
                                "/a*",
                                "*/b",
                                "*",
                                "/a/{*}",
                                "/a/{*}/c",
                                "/{**}",
                                "/a/{**}",
                                "/b"),
                        "methods",
                        List.of("GET", "POST", "P*", "*T", "*"),
                        "ports",
                        ports),
                Map.of(
                        "source.ip", BLOCKS,
                        "remote.ip", BLOCKS,
                        "destination.port", ports,
                        "request.headers[x-team]", List.of("red", "re*", "*ue", "*"),
                        "request.auth.principal", PRINCIPALS,
                        "request.auth.audiences", AUDIENCES,
                        "request.auth.presenter", List.of("client", "*", "other"),
                        "request.auth.claims[groups]", GROUPS,
                        "request.auth.claims[realm][roles]", GROUPS,
                        "request.auth.claims[scope]", List.of("read", "write", "w*", "*")));
    }

    /// Without HTTP; of what only HTTP has, there is something, too.
    static PolicyWords ofConnections(List<Integer> ports) {
        List<String> numbers = ports.stream().map(String::valueOf).toList();
        List<String> names = List.of("a.example.com", "*.example.com", "a.*", "*", "b.example.com");
        return new PolicyWords(
                Map.of(
                        "ipBlocks",
                        BLOCKS,
                        "remoteIpBlocks",
                        BLOCKS,
                        "requestPrincipals",
                        PRINCIPALS),
                Map.of("ports", numbers, "methods", List.of("GET"), "hosts", names),
                Map.of(
                        "source.ip", BLOCKS,
                        "remote.ip", BLOCKS,
                        "destination.port", numbers,
                        "destination.ip", BLOCKS,
                        "connection.sni", names,
                        "request.headers[x-team]", List.of("red", "*"),
                        "request.auth.claims[groups]", GROUPS));
    }

    /// What a CUSTOM policy may speak of.
    PolicyWords beforeTokens() {
        Map<String, List<String>> without = new TreeMap<>(sources);
        without.remove("requestPrincipals");
        Map<String, List<String>> few = new TreeMap<>(conditions);
        few.keySet().removeIf(key -> key.startsWith("request.auth."));
        return new PolicyWords(without, operations, few);
    }
}
