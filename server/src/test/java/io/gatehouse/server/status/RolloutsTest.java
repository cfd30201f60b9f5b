// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
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
import io.gatehouse.server.ObjectChanges;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ProxyStatus.TypeStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/// Of one group of proxies, `edge`, with the labels `app: edge`.
class RolloutsTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw}
            spec:
              selector: {app: edge}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            """;
    private static final ObjectKey VS = new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "shop");

    private final ObjectChanges changes = new ObjectChanges();
    private final ResourceCache cache = new ResourceCache();
    private TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
    private List<Finding> findings = List.of();
    private List<ProxyStatus> proxies = List.of();
    private OtherReplicas others = OtherReplicas.NONE;
    private long revision;
    private boolean blaming;
    private final ProxyGroup group =
            new ProxyGroup("edge", "istio-system", new TreeMap<>(Map.of("app", "edge")), "0.0.0.0");
    private final Rollouts rollouts =
            new Rollouts(
                    new Served(
                            () -> new ControlPlaneState(objects, findings),
                            () -> Map.of(group.name(), group),
                            () -> proxies,
                            cache::snapshot,
                            () -> others),
                    changes,
                    () -> blaming);

    private static String virtualService(int status) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: shop}
        spec:
          hosts: [shop.test]
          gateways: [gw]
          http: [{directResponse: {status: %d}}]
        """
                .formatted(status);
    }

    /// One pass of the control loop, which publishes a revision of the group.
    private AppliedChange pass(ConfigEvent... events) {
        AppliedChange change = publish(events);
        for (ConfigEvent event : events) {
            if (event instanceof ConfigEvent.Upsert(ConfigObject object)) {
                objects = objects.plus(object.key(), object);
            } else if (event instanceof ConfigEvent.Delete(ObjectKey key)) {
                objects = objects.minus(key);
            }
        }
        changes.published();
        return change;
    }

    private AppliedChange publish(ConfigEvent... events) {
        revision++;
        long published = cache.publish(group.name(), List.of(cluster("c" + revision)), List.of());
        assertThat(published).isEqualTo(revision);
        AppliedChange change =
                new AppliedChange(
                        List.of(new ConfigBatch("test", 0, List.of(events))),
                        new TreeMap<>(Map.of(group.name(), revision)),
                        FindingChanges.NONE);
        changes.publishing(change, new ControlPlaneState(objects, findings));
        return change;
    }

    private static VersionedResource cluster(String name) {
        return VersionedResource.of(
                ResourceType.CLUSTER, name, Cluster.newBuilder().setName(name).build(), List.of());
    }

    private AppliedChange upsert(String yaml) {
        return pass(
                GivenYaml.valid(yaml).stream()
                        .map(ConfigEvent.Upsert::new)
                        .toArray(ConfigEvent[]::new));
    }

    /// Each with the revision that it has settled with.
    private void connected(long... settled) {
        List<ProxyStatus> all = new ArrayList<>();
        for (int i = 0; i < settled.length; i++) {
            all.add(proxy(i, settled[i], settled[i], List.of()));
        }
        proxies = all;
    }

    private ProxyStatus proxy(int number, long synced, long settled, List<TypeStatus> types) {
        return new ProxyStatus(
                new ConnectedProxy(
                        number,
                        "proxy-" + number,
                        group.name(),
                        ConnectedProxy.Protocol.DELTA,
                        Instant.EPOCH),
                synced,
                settled,
                types);
    }

    private String waitsFor(ObjectKey key) {
        return rollouts.of(key).obstacle().orElse("nothing");
    }

    @Test
    void itIsLiveWhenAllProxiesHaveItsLastChange() {
        connected(0, 0);
        AppliedChange first = upsert(GATEWAY + "---\n" + virtualService(200));
        assertThat(rollouts.of(VS).live()).isFalse();
        assertThat(waitsFor(VS)).isEqualTo("proxy-0, proxy-1 have not answered");

        connected(1, 0);
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 1/2 proxies");
        assertThat(waitsFor(VS)).isEqualTo("proxy-1 has not answered");

        connected(1, 1);
        changes.live(new LiveChange(first, Duration.ofMillis(8), 2));
        assertThat(rollouts.of(VS).live()).isTrue();
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 2/2 proxies, in 8 ms");

        upsert(virtualService(201));
        assertThat(waitsFor(VS)).isEqualTo("proxy-0, proxy-1 have not answered");
        assertThat(rollouts.of(new ObjectKey(Kind.GATEWAY, "default", "gw")).live()).isTrue();
        connected(2, 2);
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 2/2 proxies");
    }

    @Test
    void withoutAProxyItIsNotLive() {
        upsert(GATEWAY + "---\n" + virtualService(200));
        assertThat(waitsFor(VS)).isEqualTo("no proxy is connected");

        upsert(GATEWAY.replace("app: edge", "app: other"));
        connected(2);
        assertThat(waitsFor(VS)).isEqualTo("its gateways select no proxy that is connected");
        assertThat(waitsFor(new ObjectKey(Kind.GATEWAY, "default", "gw")))
                .isEqualTo("its selector matches no proxy that is connected");
    }

    @Test
    void whatNoGatewayUsesIsLiveWhereAllIsThatWasPublishedWithIt() {
        ObjectKey service = new ObjectKey(Kind.SERVICE, "default", "web");
        ObjectKey rule = new ObjectKey(Kind.DESTINATION_RULE, "default", "web");
        connected(1);
        upsert(GATEWAY);
        upsert(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: web}
                spec: {host: web}
                """);
        assertThat(waitsFor(service)).isEqualTo("proxy-0 has not answered");
        assertThat(waitsFor(rule)).isEqualTo("proxy-0 has not answered");

        connected(2);
        upsert(GATEWAY);
        assertThat(rollouts.of(service).live()).isTrue();
        assertThat(rollouts.of(rule).live()).isTrue();
    }

    @Test
    void aRefusalIsToldInTheProxysWords() {
        upsert(GATEWAY + "---\n" + virtualService(200));
        Refusal refusal =
                new Refusal(
                        ResourceType.ROUTE,
                        List.of(
                                new Refusal.RefusedResource(
                                        new ResourceName(ResourceType.ROUTE, "http.80"), "v1")),
                        "no such thing",
                        Instant.EPOCH);
        proxies =
                List.of(
                        proxy(
                                0,
                                0,
                                1,
                                List.of(
                                        new TypeStatus(
                                                ResourceType.ROUTE, 1, 0, Optional.of(refusal)))));

        assertThat(rollouts.of(VS).live()).isFalse();
        assertThat(waitsFor(VS)).startsWith("proxy-0 refused ").endsWith("no such thing");
        assertThat(rollouts.of(VS).refused()).isTrue();
        assertThat(rollouts.of(new ObjectKey(Kind.GATEWAY, "default", "gw")).refused()).isFalse();

        blaming = true;
        assertThat(rollouts.of(VS).refused()).isFalse();
        blaming = false;
        pass();
        assertThat(rollouts.of(VS).refused()).isFalse();
    }

    @Test
    void errorsAboutItAreTold() {
        Finding error =
                Finding.of(FindingCode.REFUSED_BY_PROXY, VS, FieldPath.ROOT, "refused by Envoy");
        findings =
                List.of(
                        error,
                        Finding.of(FindingCode.RULE_HIDDEN, VS, FieldPath.ROOT, "a warning"),
                        Finding.of(
                                FindingCode.REFUSED_BY_PROXY,
                                new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "other"),
                                FieldPath.ROOT,
                                "of another one"));
        upsert(GATEWAY + "---\n" + virtualService(200));
        assertThat(rollouts.of(VS).errors()).containsExactly(error);
        assertThat(rollouts.of(VS).accepted()).isTrue();

        findings = List.of(Finding.of(FindingCode.INVALID_VALUE, VS, FieldPath.ROOT, "invalid"));
        assertThat(rollouts.of(VS).accepted()).isFalse();
    }

    @Test
    void aDeletedObjectIsGoneWhenAllProxiesHaveTakenThat() {
        connected(1, 1);
        upsert(GATEWAY + "---\n" + virtualService(200));
        pass(new ConfigEvent.Delete(VS));
        assertThat(waitsFor(VS)).isEqualTo("proxy-0, proxy-1 have not answered");
        assertThat(rollouts.of(VS).summary()).isEqualTo("gone from 0/2 proxies");

        connected(2, 2);
        assertThat(rollouts.of(VS).live()).isTrue();
        assertThat(rollouts.of(VS).summary()).isEqualTo("gone from 2/2 proxies");
        pass();
        assertThat(rollouts.of(VS).live()).isTrue();
        assertThat(rollouts.of(new ObjectKey(Kind.SECRET, "default", "never")).live()).isTrue();
    }

    /// A proxy may have answered before the state tells what came of it.
    @Test
    void whileAPassPublishesNothingIsSaid() {
        upsert(GATEWAY + "---\n" + virtualService(200));
        connected(1);
        assertThat(rollouts.of(VS).live()).isTrue();

        publish();
        connected(2);
        assertThat(waitsFor(VS)).isEqualTo("the control plane does not know of all proxies yet");
        changes.published();
        assertThat(rollouts.of(VS).live()).isTrue();
    }

    @Test
    void proxiesOfOtherReplicasCount() {
        upsert(GATEWAY + "---\n" + virtualService(200));
        connected(1);
        others = new OtherReplicas(List.of(), 0, true);
        assertThat(rollouts.of(VS).live()).isFalse();

        ReplicaReport report = new ReplicaReport();
        others = new OtherReplicas(List.of(report), 0, false);
        report.add(elsewhere(Map.of(VS, Optional.of(new ObjectRevision(0, of(4)))), 3));
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 1/2 proxies");
        report.add(elsewhere(Map.of(), 4));
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 2/2 proxies");
        ObjectRevision told =
                new ObjectRevision(0, of(4), Optional.of(Duration.ofMillis(12)), Optional.empty());
        report.add(elsewhere(Map.of(VS, Optional.of(told)), 4));
        assertThat(rollouts.of(VS).summary()).isEqualTo("live on 2/2 proxies, in 12 ms");

        pass(new ConfigEvent.Delete(VS));
        connected(2);
        assertThat(rollouts.of(VS).live()).isFalse();
        report.add(elsewhere(Map.of(VS, Optional.empty()), 4));
        assertThat(rollouts.of(VS).live()).isTrue();

        others = new OtherReplicas(List.of(), 1, false);
        assertThat(waitsFor(VS)).isEqualTo("1 of 2 control plane replicas does not answer");
    }

    private static SortedMap<String, Long> of(long needed) {
        return new TreeMap<>(Map.of("edge", needed));
    }

    private ReportPart elsewhere(Map<ObjectKey, Optional<ObjectRevision>> told, long settled) {
        return new ReportPart(
                List.of(),
                new TreeMap<>(told),
                List.of(
                        new ReportedProxy(
                                9, "proxy-9", group.name(), 4, settled, settled, List.of())),
                List.of(),
                true);
    }
}
