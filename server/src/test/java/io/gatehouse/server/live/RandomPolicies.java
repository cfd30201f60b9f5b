// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.server.live.PolicyMeaning.Fields;
import io.gatehouse.server.live.PolicyMeaning.Policy;
import io.gatehouse.server.live.PolicyMeaning.Rule;
import io.gatehouse.testing.GatewayRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Policies and requests that have something to do with each other.
final class RandomPolicies {
    private static final List<String> HOSTS =
            List.of("a.example.com", "*.example.com", "a.*", "*", "b.example.com", "A.EXAMPLE.com");
    private static final List<String> PATHS =
            List.of("/a", "/a*", "*/b", "*", "/a/{*}", "/a/{*}/c", "/{**}", "/a/{**}", "/b");
    private static final List<String> METHODS = List.of("GET", "POST", "P*", "*T", "*");
    private static final List<String> BLOCKS =
            List.of("127.0.0.1", "127.0.0.0/8", "10.0.0.0/8", "2001:db8::/32");
    private static final List<String> TEAMS = List.of("red", "re*", "*ue", "*");

    private final Random random;
    private final List<String> ports;

    RandomPolicies(Random random, int port) {
        this.random = random;
        ports = List.of(Integer.toString(port), "1");
    }

    /// Up to three.
    List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String action = one(List.of("ALLOW", "ALLOW", "DENY", "AUDIT"));
            int least = action.equals("DENY") ? 1 : 0;
            policies.add(new Policy(action, some(least, 2, this::rule)));
        }
        return policies;
    }

    private Rule rule() {
        return new Rule(
                some(0, 1, () -> fields("", Map.of("ipBlocks", BLOCKS, "remoteIpBlocks", BLOCKS))),
                some(
                        0,
                        2,
                        () ->
                                fields(
                                        "",
                                        Map.of(
                                                "hosts", HOSTS,
                                                "paths", PATHS,
                                                "methods", METHODS,
                                                "ports", ports))),
                some(0, 1, this::condition));
    }

    private Fields condition() {
        return switch (random.nextInt(4)) {
            case 0 -> fields("source.ip", Map.of("values", BLOCKS));
            case 1 -> fields("destination.port", Map.of("values", ports));
            case 2 -> fields("remote.ip", Map.of("values", BLOCKS));
            default -> fields("request.headers[x-team]", Map.of("values", TEAMS));
        };
    }

    /// At least one of the fields, as it is or with `not`.
    private Fields fields(String key, Map<String, List<String>> known) {
        Map<String, List<String>> chosen = new TreeMap<>();
        List<String> names = List.copyOf(new TreeMap<>(known).keySet());
        for (int i = random.nextInt(2); i >= 0; i--) {
            String name = one(names);
            String not = "not" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            chosen.put(
                    random.nextInt(4) == 0 ? not : name,
                    some(1, 2, () -> one(known.getOrDefault(name, List.of()))));
        }
        return new Fields(key, chosen);
    }

    GatewayRequest request() {
        GatewayRequest request =
                new GatewayRequest(
                        one(List.of("GET", "GET", "POST", "PUT")),
                        one(
                                List.of(
                                        "a.example.com",
                                        "A.example.com",
                                        "a.example.com:80",
                                        "b.example.com.",
                                        "b.example.com",
                                        "a.org")),
                        one(List.of("/", "/a", "/a/b", "/a/b/c", "/ab", "/b", "/a?x=/b")),
                        List.of(),
                        "");
        String team = one(List.of("", "red", "blue", "green"));
        return team.isEmpty() ? request : request.with("x-team", team);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> each) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(_ -> each.get()).toList();
    }
}
