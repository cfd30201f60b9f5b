// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.FindingChanges;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.ObjectChanges;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.admin.AdminServer;
import io.gatehouse.server.admin.AdminView;
import io.gatehouse.server.admin.ControlPlaneMetrics;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.server.status.OtherReplicas;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.server.status.Served;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/// A real admin server over a control plane made by hand, which has one group of proxies, with the
/// labels `istio: ingressgateway`, and at most one proxy.
final class WaitedFor implements AdminView, AutoCloseable {
    private static final String GROUP = "edge";

    private final ObjectChanges changes = new ObjectChanges();
    private final ResourceCache cache = new ResourceCache();
    private final Pulse pulse = new Pulse();
    private final Rollouts rollouts;
    private final AdminServer server;
    private volatile ControlPlaneState state = new ControlPlaneState(TreePMap.empty(), List.of());
    private volatile List<ProxyStatus> proxies = List.of();

    WaitedFor() {
        ProxyGroup group =
                new ProxyGroup(
                        GROUP,
                        "istio-system",
                        new TreeMap<>(Map.of("istio", "ingressgateway")),
                        "0.0.0.0");
        cache.publish(GROUP, List.of(), List.of());
        rollouts =
                new Rollouts(
                        new Served(
                                this::state,
                                () -> Map.of(GROUP, group),
                                this::proxies,
                                cache::snapshot,
                                () -> OtherReplicas.NONE),
                        changes,
                        () -> false);
        server =
                new AdminServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        this,
                        new ControlPlaneMetrics(),
                        new EventLog(new JsonFormat(), System.err, Clock.systemUTC()));
    }

    /// All objects that there are from now on, and what is to be said of them. Proxies have them 8
    /// milliseconds later.
    WaitedFor with(String yaml, Finding... findings) {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        List<ConfigEvent> events = new ArrayList<>();
        for (ReadResult result : new YamlReader(ReadLimits.DEFAULT).read("test.yaml", yaml)) {
            ConfigObject object = ((ReadResult.Read) result).object();
            objects = objects.plus(object.key(), object);
            events.add(new ConfigEvent.Upsert(object));
        }
        for (ObjectKey key : state.objects().keySet()) {
            if (!objects.containsKey(key)) {
                events.add(new ConfigEvent.Delete(key));
            }
        }
        AppliedChange change =
                new AppliedChange(
                        List.of(new ConfigBatch("test", 0, events)),
                        new TreeMap<>(Map.of(GROUP, 1L)),
                        FindingChanges.NONE);
        changes.publishing(change, state);
        state = new ControlPlaneState(objects, List.of(findings));
        changes.published();
        changes.live(new LiveChange(change, Duration.ofNanos(7_600_000), 1));
        pulse.beat();
        return this;
    }

    /// A proxy that has everything, or nothing yet.
    WaitedFor connected(boolean settled) {
        long revision = settled ? 1 : 0;
        proxies =
                List.of(
                        new ProxyStatus(
                                new ConnectedProxy(
                                        1,
                                        "router~edge",
                                        GROUP,
                                        ConnectedProxy.Protocol.DELTA,
                                        Instant.EPOCH),
                                revision,
                                revision,
                                List.of()));
        pulse.beat();
        return this;
    }

    String address() {
        return "127.0.0.1:" + server.address().getPort();
    }

    /// Runs `gatehouse wait` with the arguments, in one string, against it.
    CommandRun await(String arguments) {
        List<String> all = new ArrayList<>(List.of("wait", "--admin", address()));
        all.addAll(Arrays.asList(arguments.split(" ", -1)));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Override
    public ControlPlaneState state() {
        return state;
    }

    @Override
    public Optional<String> unready() {
        return Optional.empty();
    }

    @Override
    public List<ProxyStatus> proxies() {
        return proxies;
    }

    @Override
    public Rollouts rollouts() {
        return rollouts;
    }

    @Override
    public Pulse pulse() {
        return pulse;
    }

    @Override
    public SortedMap<ResourceType, Integer> resources() {
        return Collections.emptySortedMap();
    }

    @Override
    public void close() {
        server.close();
    }
}
