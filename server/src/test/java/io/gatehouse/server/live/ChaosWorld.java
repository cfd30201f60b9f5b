// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Objects that change at random, such that each of a few hosts always has rules that lead to a
/// Service that is there.
final class ChaosWorld implements AutoCloseable {
    static final String TLS_HOST = "tls.test";
    private static final int HOSTS = 6;
    private static final int SERVICES = 4;
    private static final int FILLERS = 8;
    private static final List<String> POLICIES =
            List.of(
                    "{connectionPool: {tcp: {maxConnections: 100}}}",
                    "{connectionPool: {tcp: {connectTimeout: 3s}}}",
                    "{loadBalancer: {simple: RANDOM}}",
                    "{loadBalancer: {simple: LEAST_REQUEST}}",
                    "{loadBalancer: {consistentHash: {httpHeaderName: x-user}}}",
                    "{outlierDetection: {consecutive5xxErrors: 50}}");

    private final Random random;
    private final List<Backends> backends =
            IntStream.range(0, SERVICES).mapToObj(i -> Backends.start("svc" + i, 2)).toList();

    /// Where each host goes, by its number.
    private final Map<Integer, Targets> targets = new TreeMap<>();

    private final TreeSet<Integer> present = new TreeSet<>();
    private final TreeSet<String> bad = new TreeSet<>();
    private boolean shared;
    private boolean filled;
    private int badCount;

    /// @param first service of requests for `/x`, `second` of all others
    /// @param weight of `second`, the rest of which goes to `third`
    private record Targets(int first, int second, int third, int weight, boolean turned) {
        Stream<Integer> all() {
            return Stream.of(first, second, third);
        }
    }

    /// @param what it is, for whoever reads a failure
    record Change(String what, List<String> yaml, List<ObjectKey> deletions) {
        @Override
        public String toString() {
            return what;
        }
    }

    ChaosWorld(Random random) {
        this.random = random;
        IntStream.range(0, HOSTS).forEach(i -> targets.put(i, anyTargets()));
    }

    List<String> hosts() {
        return IntStream.range(0, HOSTS).mapToObj(ChaosWorld::host).toList();
    }

    List<GatewayRequest> requests() {
        return hosts().stream()
                .flatMap(host -> Stream.of(get(host, "/"), get(host, "/x")))
                .toList();
    }

    List<GatewayRequest> tlsRequests() {
        return List.of(get(TLS_HOST, "/"));
    }

    /// All that there is.
    String yaml() {
        List<String> all = new ArrayList<>();
        all.add(gateway());
        all.add(certificate());
        needed().forEach(i -> {
            present.add(i);
            all.add(backends.get(i).yaml());
        });
        all.addAll(virtualServices());
        return String.join("\n---\n", all);
    }

    Change next() {
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> retarget();
            case 3 -> policy();
            case 4 -> regroup();
            case 5, 6 -> badObject();
            case 7 -> new Change("rotate the certificate", List.of(certificate()), List.of());
            case 8 -> fill();
            case 9 -> endpoints();
            default -> turn();
        };
    }

    /// Ends the bad objects.
    Change withoutBadObjects() {
        List<ObjectKey> keys = new ArrayList<>();
        bad.forEach(name -> keys.addAll(badKeys(name)));
        bad.clear();
        return new Change("no bad objects", List.of(), keys);
    }

    /// Hosts go elsewhere, to Services that appear with it; those that nobody needs go with it, or
    /// stay for a while.
    private Change retarget() {
        targets.put(random.nextInt(HOSTS), anyTargets());
        List<String> yaml = new ArrayList<>();
        needed().forEach(i -> {
            if (present.add(i)) {
                yaml.add(backends.get(i).yaml());
            }
        });
        List<ObjectKey> gone = new ArrayList<>();
        if (random.nextBoolean()) {
            present.removeIf(i -> {
                boolean unused = !needed().contains(i);
                if (unused) {
                    gone.addAll(keysOfService(i));
                }
                return unused;
            });
        }
        yaml.addAll(virtualServices());
        Collections.shuffle(yaml, random);
        return new Change("retarget to " + targets + ", without " + gone, yaml, gone);
    }

    private Change policy() {
        int service = random.nextInt(SERVICES);
        String name = "svc" + service;
        if (random.nextInt(4) == 0) {
            return new Change(
                    "no policy for " + name,
                    List.of(),
                    List.of(new ObjectKey(Kind.DESTINATION_RULE, "default", name)));
        }
        String policy = POLICIES.get(random.nextInt(POLICIES.size()));
        return new Change(
                name + " " + policy,
                List.of(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: DestinationRule
                        metadata: {name: %1$s, namespace: default}
                        spec: {host: %1$s, trafficPolicy: %2$s}
                        """
                                .formatted(name, policy)),
                List.of());
    }

    /// Hosts move between one VirtualService for all of them and one for each.
    private Change regroup() {
        List<ObjectKey> before = keysOfRoutes();
        shared = !shared;
        List<ObjectKey> gone = new ArrayList<>(before);
        gone.removeAll(keysOfRoutes());
        return new Change("one VirtualService: " + shared, virtualServices(), gone);
    }

    /// Rules change their order.
    private Change turn() {
        targets.replaceAll((_, t) -> new Targets(t.first, t.second, t.third, t.weight, !t.turned));
        return new Change("rules turn", virtualServices(), List.of());
    }

    /// Across the number of hosts from which on each is delivered by itself.
    private Change fill() {
        filled = !filled;
        List<String> names = IntStream.range(0, FILLERS).mapToObj(i -> "fill" + i).toList();
        return filled
                ? new Change(
                        "more hosts",
                        names.stream()
                                .map(name ->
                                        Yaml.virtualService(
                                                name,
                                                name + ".test",
                                                "- directResponse: {status: 200}"))
                                .toList(),
                        List.of())
                : new Change(
                        "fewer hosts",
                        List.of(),
                        names.stream()
                                .map(n -> new ObjectKey(Kind.VIRTUAL_SERVICE, "default", n))
                                .toList());
    }

    /// One or the other endpoint of a Service, or both.
    private Change endpoints() {
        int service = List.copyOf(present).get(random.nextInt(present.size()));
        List<ObjectKey> gone = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            gone.add(
                    new ObjectKey(
                            Kind.ENDPOINT_SLICE,
                            "default",
                            "svc%d-%d".formatted(service, random.nextInt(2))));
        }
        return new Change(
                "endpoints of svc%d without %s".formatted(service, gone),
                List.of(backends.get(service).yaml()),
                gone);
    }

    private Change badObject() {
        if (!bad.isEmpty() && random.nextInt(3) == 0) {
            String name = bad.first();
            bad.remove(name);
            return new Change("no " + name, List.of(), badKeys(name));
        }
        String name = "z-bad-" + badCount++; // the younger one loses, and here the later name
        bad.add(name);
        String yaml =
                switch (random.nextInt(4)) {
                    case 0, 1 -> RefusedRoute.yaml(name, name + ".test", 200);
                    case 2 -> Yaml.routeTo(name, name + ".test", "nowhere");
                    default ->
                            """
                            apiVersion: networking.istio.io/v1
                            kind: Gateway
                            metadata: {name: %s, namespace: default}
                            spec:
                              selector: {istio: ingressgateway}
                              servers:
                              - port: {number: 80, name: tcp, protocol: TCP}
                                hosts: ["*"]
                              - port: {number: 443, name: https, protocol: HTTPS}
                                hosts: [%s]
                                tls: {mode: SIMPLE, credentialName: missing}
                            """
                                    .formatted(name, TLS_HOST);
                };
        return new Change("bad object:\n" + yaml, List.of(yaml), List.of());
    }

    private static List<ObjectKey> badKeys(String name) {
        return List.of(
                new ObjectKey(Kind.VIRTUAL_SERVICE, "default", name),
                new ObjectKey(Kind.GATEWAY, "default", name));
    }

    private static List<ObjectKey> keysOfService(int i) {
        return List.of(
                new ObjectKey(Kind.SERVICE, "default", "svc" + i),
                new ObjectKey(Kind.ENDPOINT_SLICE, "default", "svc%d-0".formatted(i)),
                new ObjectKey(Kind.ENDPOINT_SLICE, "default", "svc%d-1".formatted(i)));
    }

    private Targets anyTargets() {
        return new Targets(
                random.nextInt(SERVICES),
                random.nextInt(SERVICES),
                random.nextInt(SERVICES),
                List.of(0, 1, 50, 99, 100).get(random.nextInt(5)),
                random.nextBoolean());
    }

    private SortedSet<Integer> needed() {
        return targets.values().stream()
                .flatMap(Targets::all)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String host(int i) {
        return "h%d.test".formatted(i);
    }

    private List<ObjectKey> keysOfRoutes() {
        return (shared ? Stream.of("all") : hosts().stream().map(host -> host.replace('.', '-')))
                .map(name -> new ObjectKey(Kind.VIRTUAL_SERVICE, "default", name))
                .toList();
    }

    /// With one VirtualService for all, they all go where the first one goes.
    private List<String> virtualServices() {
        return shared
                ? List.of(
                        Yaml.virtualService("all", String.join("\", \"", hosts()), rules(0)),
                        Yaml.virtualService("tls", TLS_HOST, rules(1)))
                : Stream.concat(
                                IntStream.range(0, HOSTS)
                                        .mapToObj(i ->
                                                Yaml.virtualService(
                                                        host(i).replace('.', '-'),
                                                        host(i),
                                                        rules(i))),
                                Stream.of(Yaml.virtualService("tls", TLS_HOST, rules(1))))
                        .toList();
    }

    private String rules(int host) {
        Targets t = targets.getOrDefault(host, new Targets(0, 0, 0, 100, false));
        String exact =
                "- match: [{uri: {exact: /x}}]\n  route: [{destination: {host: svc%d}}]"
                        .formatted(t.first);
        String header =
                "- match: [{headers: {x-none: {exact: none}}}]\n  route: [{destination: {host: svc%d}}]"
                        .formatted(t.first);
        String rest =
                "- route: [{destination: {host: svc%d}, weight: %d}, {destination: {host: svc%d}, weight: %d}]"
                        .formatted(t.second, t.weight, t.third, 100 - t.weight);
        return String.join(
                "\n", t.turned ? List.of(header, exact, rest) : List.of(exact, header, rest));
    }

    private static String gateway() {
        return Yaml.GATEWAY
                + """
                  - port: {number: 443, name: https, protocol: HTTPS}
                    hosts: [%s]
                    tls: {mode: SIMPLE, credentialName: cert}
                """
                        .formatted(TLS_HOST);
    }

    private static String certificate() {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: cert, namespace: istio-system}
        type: kubernetes.io/tls
        """
                + TestCertificates.secretData(TLS_HOST);
    }

    @Override
    public void close() {
        backends.forEach(Backends::close);
    }
}
