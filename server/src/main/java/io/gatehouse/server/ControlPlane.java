// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.server.keys.KeyFollowers;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.modules.ModuleFollowers;
import io.gatehouse.server.quarantine.RefusalInvestigator;
import io.gatehouse.server.quarantine.ResourceTrial;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.DiscoveryServer;
import io.gatehouse.xds.DiscoverySettings;
import io.gatehouse.xds.ProxyEvents;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.SystemTicker;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// Puts the line together: sources on its left, the discovery server on its right.
public final class ControlPlane implements AutoCloseable {
    private final ResourceCache cache = new ResourceCache();
    private final LastGood lastGood;
    private final ControlLoop loop;
    private final KeyFollowers keys;
    private final ModuleFollowers modules;
    private final ObjectChanges changes = new ObjectChanges();
    private final Pulse pulse = new Pulse();
    private final RolloutTracker rollouts;
    private final RefusalInvestigator investigator;
    private final SystemTicker ticker = new SystemTicker();
    private final ToldRefusals refusals;
    private final DiscoveryServer server;
    private final List<ConfigSource> sources = new CopyOnWriteArrayList<>();
    private volatile boolean published;

    /// Told what happens, from several threads; must not block.
    public interface Listener {
        void applied(AppliedChange change);

        void live(LiveChange change);

        void refused(ConnectedProxy proxy, Refusal refusal);
    }

    /// Serves xDS at once; proxies wait until [#start] has read the configuration.
    ///
    /// @param limits from which sizes on parts are delivered apart
    /// @param trial tells what is to blame where a proxy refuses what several objects came to
    /// @param fetching how what objects name is fetched
    /// @param lastGood of the process before, and for the one after; closed with this
    public ControlPlane(
            List<DiscoveryEndpoint> xds,
            EmptyGroup empty,
            DeliveryLimits limits,
            ResourceTrial trial,
            FetchSettings fetching,
            LastGood lastGood,
            Listener listener)
            throws IOException {
        this.lastGood = lastGood;
        rollouts =
                new RolloutTracker(
                        empty,
                        change -> {
                            changes.live(change);
                            pulse.beat();
                            listener.live(change);
                        });
        loop =
                new ControlLoop(
                        cache,
                        lastGood,
                        InstantSource.system(),
                        limits,
                        new Fetching(),
                        changes,
                        change -> {
                            published = true;
                            pulse.beat();
                            listener.applied(change);
                            rollouts.applied(change);
                            change.revisions().keySet().forEach(this::published);
                        });
        refusals = new ToldRefusals(loop::submit);
        investigator = new RefusalInvestigator(loop::ask, trial, this::disputed);
        keys = new KeyFollowers(fetching.keys(), lastGood::keys, this::fetched);
        modules = new ModuleFollowers(fetching.modules(), loop::submit);
        server =
                DiscoveryServer.start(
                        xds, cache, new Events(listener), DiscoverySettings.DEFAULT, ticker);
    }

    private void disputed(RefusalInvestigator.Refused refused) {
        server.acquit(refused.group(), refused.resource());
        refusals.disputed(refused.proxy(), refused.named());
    }

    private void published(String group) {
        investigator.published(group, cache.snapshot(group)::find);
    }

    /// Reads all of the source before anything is served.
    public void start(ConfigSource source) {
        sources.add(source);
        lastGood.start(source::written, findings -> loop.submit("last good", findings));
        source.start(loop::submit);
        loop.start();
    }

    private void fetched(KeySource source, FetchedKeys fetched) {
        loop.submit(source, fetched);
        if (fetched.problem().isEmpty()) {
            fetched.document().ifPresent(document -> lastGood.fetched(source, document));
        }
    }

    public void setGroup(ProxyGroup group) {
        loop.submit(group);
    }

    /// Gives up what is kept for a group that has no proxies.
    public void forgetGroup(String name) {
        loop.forgetGroup(name);
    }

    /// Tells what files hold that a proxy on this machine would read; without, it reads them
    /// itself.
    public void setFiles(MaterialOrigin.OnProxy files, FileMaterial content) {
        loop.submit(files, content);
    }

    public void forgetFiles(MaterialOrigin.OnProxy files) {
        loop.forget(files);
    }

    /// Replaces what an origin other than a file of objects has to say.
    public void setFindings(String origin, List<Finding> findings) {
        loop.submit(origin, findings);
    }

    public ControlPlaneState state() {
        return loop.state();
    }

    /// The finding with its place in a file, where a source knows it.
    public Finding located(Finding finding) {
        if (finding.position().isPresent() || finding.object().isEmpty()) {
            return finding;
        }
        return sources.stream()
                .flatMap(source -> source.locate(finding.object().get(), finding.field()).stream())
                .findFirst()
                .map(finding::at)
                .orElse(finding);
    }

    /// The change with the places of the findings that have appeared.
    public AppliedChange located(AppliedChange change) {
        FindingChanges findings = change.findings();
        List<Finding> appeared = findings.appeared().stream().map(this::located).toList();
        return new AppliedChange(
                change.batches(),
                change.revisions(),
                new FindingChanges(appeared, findings.resolved()));
    }

    /// The ports of the discovery server's endpoints, in their order.
    public List<Integer> xdsPorts() {
        return server.ports();
    }

    public List<ProxyStatus> proxies() {
        return server.proxies();
    }

    /// What proxies of that group are given.
    public ResourceSnapshot resources(String group) {
        return cache.snapshot(group);
    }

    /// Waits until proxies of that group can be given something. What there is to say about it may
    /// not be known yet.
    public ResourceSnapshot awaitResources(String group) throws InterruptedException {
        return cache.awaitFirst(group);
    }

    /// When each object changed last.
    public ObjectChanges changes() {
        return changes;
    }

    /// Whether it is still looked for which object is to blame for what a proxy refused.
    public boolean blaming() {
        return investigator.searching();
    }

    /// Beats whenever a proxy or an object may have got further.
    public Pulse pulse() {
        return pulse;
    }

    /// Whether what was read at the start is there for proxies to ask for.
    public boolean published() {
        return published;
    }

    /// Whether there are proxies, and all of them have acknowledged all that they are given.
    public boolean ready() {
        List<ProxyStatus> proxies = proxies();
        return !proxies.isEmpty()
                && proxies.stream()
                        .allMatch(status ->
                                status.settledRevision() > 0
                                        && status.settledRevision()
                                                >= cache.snapshot(status.proxy().group())
                                                        .revision());
    }

    @Override
    public void close() {
        sources.forEach(ConfigSource::close);
        investigator.close();
        keys.close();
        modules.close();
        loop.close();
        server.close();
        lastGood.close();
        ticker.close();
    }

    private final class Fetching implements ControlLoop.Fetchers {
        @Override
        public void keys(Output.Change<KeySource, Duration> wanted) {
            wanted.value()
                    .ifPresentOrElse(
                            timeout -> keys.want(wanted.key(), timeout),
                            () -> {
                                keys.forget(wanted.key());
                                lastGood.forget(wanted.key());
                            });
        }

        @Override
        public void module(Output.Change<ModuleSource, ModuleDemand> wanted) {
            wanted.value()
                    .ifPresentOrElse(
                            demand -> modules.want(wanted.key(), demand),
                            () -> modules.forget(wanted.key()));
        }
    }

    /// Hands the discovery server's news on, and turns refusals into findings.
    private final class Events implements ProxyEvents {
        private final Listener listener;

        Events(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void connected(ConnectedProxy proxy) {
            rollouts.connected(proxy);
            pulse.beat();
        }

        @Override
        public void disconnected(ConnectedProxy proxy) {
            rollouts.disconnected(proxy);
            refusals.forget(proxy);
            pulse.beat();
        }

        @Override
        public void refused(ConnectedProxy proxy, Refusal refusal) {
            refusals.refused(proxy, refusal, patching(proxy, refusal));
            listener.refused(proxy, refusal);
            if (!RefusalFindings.portTaken(refusal)) {
                refusal.resources().forEach(refused -> investigate(proxy, refusal, refused));
            }
        }

        private void investigate(
                ConnectedProxy proxy, Refusal refusal, Refusal.RefusedResource refused) {
            cache.snapshot(proxy.group()).all(refusal.type()).values().stream()
                    .filter(resource -> resource.version().equals(refused.version()))
                    .findFirst()
                    .map(resource ->
                            new RefusalInvestigator.Refused(
                                    proxy, refused, refusal.detail(), resource))
                    .ifPresent(investigator::refused);
        }

        @Override
        public void synced(ConnectedProxy proxy, long revision, long nanoTime) {
            investigator.taken(proxy.group(), revision);
            lastGood.acknowledged(proxy.group(), revision);
            refusals.forget(proxy);
            pulse.beat();
        }

        @Override
        public void settling(ConnectedProxy proxy, long revision, long nanoTime) {
            rollouts.settling(proxy, revision, nanoTime);
        }

        @Override
        public void settled(ConnectedProxy proxy, long revision, long nanoTime) {
            pulse.beat();
        }

        private SortedSet<ObjectKey> patching(ConnectedProxy proxy, Refusal refusal) {
            return loop.patching(
                    proxy.group(),
                    refusal.resources().stream().map(Refusal.RefusedResource::name).toList());
        }
    }
}
