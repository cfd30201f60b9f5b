// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.FindingChanges;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.LiveChange;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ProxyStatus.TypeStatus;
import io.gatehouse.xds.ResourceCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.pcollections.TreePMap;

/// A [StatusWriter] of some Gateways, with what it is told of them.
final class WrittenGateways implements AutoCloseable {
    static final String GROUP = "ingress";
    private static final StatusTiming FAST =
            new StatusTiming(
                    Duration.ofMillis(30),
                    Duration.ofMillis(500),
                    Duration.ofMillis(1),
                    Duration.ofMillis(80),
                    Duration.ZERO,
                    Duration.ofMillis(50),
                    Duration.ofMillis(5),
                    Duration.ofMillis(50));

    final ApiObjects api = new ApiObjects();
    final List<String> troubles = new CopyOnWriteArrayList<>();
    private final ResourceCache cache = new ResourceCache();
    private volatile TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
    private volatile List<Finding> findings = List.of();
    private volatile Map<ObjectKey, String> setAside = Map.of();
    private volatile ControlPlaneState state = new ControlPlaneState(objects, findings);
    private volatile List<ProxyStatus> proxies = List.of();
    private final StatusWriter writer;

    WrittenGateways() {
        this(() -> OtherReplicas.NONE);
    }

    WrittenGateways(Supplier<OtherReplicas> others) {
        cache.publish(GROUP, List.of(), List.of());
        ProxyGroup group = new ProxyGroup(GROUP, "istio-system", new TreeMap<>(), "0.0.0.0");
        writer =
                new StatusWriter(
                        api,
                        "replica-1",
                        new Served(
                                () -> state,
                                () -> Map.of(GROUP, group),
                                () -> proxies,
                                cache::snapshot,
                                others),
                        FAST,
                        InstantSource.fixed(Instant.parse("2026-01-05T10:00:00Z")),
                        troubles::add);
        writer.start();
    }

    static String path(String name) {
        return "/apis/networking.istio.io/v1/namespaces/shop/gateways/" + name;
    }

    static ObjectKey key(String name) {
        return new ObjectKey(Kind.GATEWAY, "shop", name);
    }

    static Finding missingSecret(String name, String message) {
        return Finding.of(
                FindingCode.SECRET_MISSING, key(name), FieldPath.of("spec.servers[0]"), message);
    }

    void lead(boolean now) {
        writer.lead(now);
    }

    StatusWriter writer() {
        return writer;
    }

    /// In the API server alone.
    void store(String name, int generation, String status) {
        api.put(
                path(name),
                """
                {"metadata": {"name": "%s", "namespace": "shop", "uid": "u-%s", "generation": %d},
                 "spec": {"servers": []}, "status": %s}
                """
                        .formatted(name, name, generation, status));
    }

    /// In the API server and in what is served.
    AppliedChange gateway(String name, int generation) {
        store(name, generation, "{}");
        return serve(name, generation);
    }

    void live(AppliedChange change, int milliseconds) {
        writer.live(new LiveChange(change, Duration.ofMillis(milliseconds), 1));
    }

    AppliedChange serve(String name, int generation) {
        ConfigObject gateway =
                GivenYaml.valid(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: Gateway
                                metadata: {name: %s, namespace: shop, uid: u-%s, generation: %d}
                                spec:
                                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                                """
                                        .formatted(name, name, generation))
                        .getFirst();
        objects = objects.plus(gateway.key(), gateway);
        return applied(List.of(new ConfigEvent.Upsert(gateway)), FindingChanges.NONE);
    }

    void find(Finding finding) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        findings = all;
        applied(List.of(), new FindingChanges(List.of(finding), List.of()));
    }

    /// @param why empty: not any more
    void setAside(String name, String why) {
        setAside = why.isEmpty() ? Map.of() : Map.of(key(name), why);
        Finding finding = Finding.of(FindingCode.REFUSED_BY_PROXY, key(name), FieldPath.ROOT, why);
        applied(List.of(), new FindingChanges(List.of(finding), List.of()));
    }

    void resolve(Finding finding) {
        findings = findings.stream().filter(f -> !f.equals(finding)).toList();
        applied(List.of(), new FindingChanges(List.of(), List.of(finding)));
    }

    private AppliedChange applied(List<ConfigEvent> events, FindingChanges changes) {
        state = new ControlPlaneState(objects, findings, setAside);
        AppliedChange change =
                new AppliedChange(
                        List.of(new ConfigBatch("test", 0, events)),
                        new TreeMap<>(Map.of(GROUP, 1L)),
                        changes);
        writer.applied(change);
        return change;
    }

    /// @param settled for each proxy the revision that it has
    void proxies(long... settled) {
        List<ProxyStatus> all = new ArrayList<>();
        for (int i = 0; i < settled.length; i++) {
            all.add(proxy("proxy-" + i, i, settled[i], settled[i], List.of()));
        }
        proxies = all;
    }

    void connected(ProxyStatus... connected) {
        proxies = List.of(connected);
    }

    static ProxyStatus proxy(
            String node, long stream, long synced, long settled, List<TypeStatus> types) {
        return new ProxyStatus(
                new ConnectedProxy(
                        stream, node, GROUP, ConnectedProxy.Protocol.DELTA, Instant.EPOCH),
                synced,
                settled,
                types);
    }

    /// What the API server has in `conditions`: types with what is said of each.
    Map<String, String> conditions(String name) {
        Map<String, String> conditions = new TreeMap<>();
        if (api.status(path(name)).get("conditions") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> c) {
                    conditions.put(
                            String.valueOf(c.get("type")),
                            c.get("status") + ": " + c.get("message"));
                }
            }
        }
        return conditions;
    }

    String programmed(String name) {
        return conditions(name).getOrDefault("Programmed", "");
    }

    @Override
    public void close() {
        writer.close();
    }
}
