// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.file.FileSource;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.kubernetes.OwnSecret;
import io.gatehouse.kubernetes.PublishedText;
import io.gatehouse.kubernetes.TokenReviews;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.api.HttpApiServer;
import io.gatehouse.kubernetes.source.KubernetesSource;
import io.gatehouse.kubernetes.source.WatchTiming;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.admin.AdminServer;
import io.gatehouse.server.admin.ControlPlaneMetrics;
import io.gatehouse.server.admission.AdmissionServer;
import io.gatehouse.server.cluster.ClusterProxies.Who;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyBinary;
import io.gatehouse.server.envoy.EnvoyTrial;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.replica.LastGoodOfOthers;
import io.gatehouse.server.replica.LastGoodServer;
import io.gatehouse.server.replica.ReplicaAccess;
import io.gatehouse.server.replica.ReplicaReportServer;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.Refusal;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The control plane of a cluster: reads the API server and serves the gateways that connect.
public final class ClusterControlPlane implements AutoCloseable {
    /// The Secret with the CA that all replicas share.
    private static final String AUTHORITY = "gatehouse-ca";

    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PATIENCE_WITH_A_REPLICA = Duration.ofSeconds(10);

    private final ClusterSettings settings;
    private final ClusterListener listener;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ExecutorService news =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("news").factory());
    private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
    private final KubernetesClient client;
    private final ApiServer api;
    private final LastGood lastGood;
    private final KubernetesSource source;
    private final ProxyGroups groups;
    private final ClusterTrust trust;
    private final ControlPlane controlPlane;
    private final ClusterStatus status;
    private final InheritedLastGood inherited;
    private final OwnAccount account;
    private final ReplicaReportServer reports;
    private final Optional<ClusterAdmission> admission;
    private volatile boolean serving;

    /// Waits for the API server, then answers on the admin address and lets proxies connect; they
    /// wait for [#start].
    ///
    /// @throws ClusterUnavailable when something cannot be had
    public ClusterControlPlane(ClusterSettings settings, ClusterListener listener, EventLog log)
            throws InterruptedException {
        this.settings = settings;
        this.listener = listener;
        client = settings.api().open();
        open.push(client);
        api = new HttpApiServer(client);
        lastGood = settings.lastGood().open();
        source =
                new KubernetesSource(
                        api,
                        new KubernetesSource.Settings(
                                settings.gatewayNamespaces(), WatchTiming.DEFAULT, lastGood));
        trust = trust();
        awaitTrust();
        groups =
                new ProxyGroups(
                        key ->
                                controlPlane()
                                        .state()
                                        .find(key)
                                        .filter(Pod.class::isInstance)
                                        .map(Pod.class::cast),
                        new Groups(),
                        System::nanoTime);
        TokenReviews tokens = new TokenReviews(client, settings.audience());
        account = new OwnAccount(settings.token(), tokens::review);
        reports = new ReplicaReportServer(() -> status().report(), account::objection);
        ReplicaAccess access =
                new ReplicaAccess(
                        settings.hosts().getFirst(), trust.authority()::trusted, account::token);
        inherited =
                new InheritedLastGood(
                        new LastGoodOfOthers(access, PATIENCE_WITH_A_REPLICA),
                        sentence -> news.execute(() -> listener.progress(sentence)),
                        sentence -> news.execute(() -> listener.trouble(sentence)));
        status =
                new ClusterStatus(
                        client,
                        api,
                        settings,
                        access,
                        this::controlPlane,
                        groups::use,
                        sentence -> news.execute(() -> listener.progress(sentence)),
                        sentence -> news.execute(() -> listener.trouble(sentence)));
        try {
            controlPlane =
                    new ControlPlane(
                            endpoints(tokens),
                            EmptyGroup.NEEDS_NOTHING,
                            settings.delivery(),
                            new EnvoyTrial(
                                    new EnvoyBinary(
                                                    System.getenv(),
                                                    CacheDirectory.ofUser(),
                                                    _ -> {})
                                            ::findHere),
                            settings.fetching(),
                            lastGood,
                            new Events());
        } catch (IOException e) {
            throw new ClusterUnavailable("The xDS server cannot be started: " + e.getMessage(), e);
        }
        open.push(controlPlane);
        open.push(reports);
        open.push(
                new AdminServer(
                        settings.admin(),
                        new ClusterView(
                                controlPlane,
                                source::state,
                                status::leading,
                                () -> serving,
                                status.rollouts(controlPlane)),
                        metrics,
                        log));
        admission = settings.webhook().map(address -> admission(address, log));
        admission.ifPresent(open::push);
    }

    /// Returns when the configuration is read and served.
    public void start() {
        inherit();
        ConfigSource all = source;
        if (!settings.directories().isEmpty()) {
            all = new JoinedSource(source, new FileSource(settings.directories(), lastGood));
        }
        controlPlane.start(all);
        serving = true;
        status.start();
        open.push(status);
        news.execute(listener::serving);
        ScheduledExecutorService housekeeping =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("housekeeping").factory());
        open.push(housekeeping);
        long period = HOUSEKEEPING.toSeconds();
        var _ =
                housekeeping.scheduleWithFixedDelay(
                        this::keepHouse, period, period, TimeUnit.SECONDS);
    }

    private void inherit() {
        if (lastGood.isNew()) {
            try {
                inherited.take(status.others(), lastGood);
            } catch (IOException e) {
                news.execute(() ->
                        listener.trouble("Other replicas cannot be asked: " + e.getMessage()));
            }
        }
    }

    /// The ports of the xDS endpoints: with TLS, then without if there is one.
    public List<Integer> xdsPorts() {
        return controlPlane.xdsPorts();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                listener.progress("Something did not end properly: " + e);
            }
        }
        news.close();
    }

    /// While the constructor runs there are no proxies that could ask.
    private ControlPlane controlPlane() {
        return controlPlane;
    }

    private ClusterStatus status() {
        return status;
    }

    private ClusterAdmission admission(InetSocketAddress address, EventLog log) {
        try {
            AdmissionServer server =
                    new AdmissionServer(
                            address,
                            trust.authority().keyManager(),
                            () ->
                                    Optional.of(controlPlane.state())
                                            .filter(known -> !known.objects().isEmpty()),
                            status::groups,
                            metrics::reviewed,
                            log);
            return ClusterAdmission.of(
                    server,
                    api,
                    settings.namespace(),
                    trust.authority(),
                    sentence -> news.execute(() -> listener.progress(sentence)),
                    sentence -> news.execute(() -> listener.trouble(sentence)));
        } catch (IOException e) {
            throw new ClusterUnavailable(
                    "The admission webhook cannot be started at %s: %s"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private ClusterTrust trust() {
        ClusterAuthority authority =
                new ClusterAuthority(
                        new OwnSecret(client, settings.namespace(), AUTHORITY),
                        settings.hosts(),
                        InstantSource.system());
        return new ClusterTrust(
                authority,
                new PublishedText(client, ClusterTrust.CONFIG_MAP, ClusterTrust.ENTRY),
                settings.gatewayNamespaces());
    }

    private void awaitTrust() throws InterruptedException {
        for (boolean told = false; ; told = true) {
            Optional<String> problem = refreshTrust();
            if (problem.isEmpty()) {
                return;
            }
            if (!told) {
                listener.trouble("The control plane's CA is not there yet: " + problem.get());
            }
            Thread.sleep(RETRY);
        }
    }

    private Optional<String> refreshTrust() {
        try {
            trust.refresh();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void keepHouse() {
        refreshTrust().ifPresent(listener::trouble);
        admission.ifPresent(webhook -> webhook.server().rest());
        Set<String> inUse = new TreeSet<>(status.groupsElsewhere());
        controlPlane.proxies().forEach(proxy -> inUse.add(proxy.proxy().group()));
        groups.sweep(inUse);
    }

    private List<DiscoveryEndpoint> endpoints(TokenReviews tokens) throws IOException {
        List<DiscoveryEndpoint> endpoints = new ArrayList<>();
        endpoints.add(
                new DiscoveryEndpoint(
                        settings.xds(),
                        tls(),
                        new ClusterProxies(tokens::review, groups, Who.KNOWN),
                        List.of(reports, new LastGoodServer(lastGood, account::objection))));
        settings.plaintext()
                .map(plain ->
                        DiscoveryEndpoint.plaintext(
                                plain.address(),
                                new ClusterProxies(
                                        tokens::review,
                                        groups,
                                        plain.tokens() ? Who.KNOWN : Who.ANYBODY)))
                .ifPresent(endpoints::add);
        return endpoints;
    }

    private ServerCredentials tls() throws IOException {
        TlsServerCredentials.Builder tls =
                TlsServerCredentials.newBuilder().keyManager(trust.authority().keyManager());
        if (settings.clientAuthorities().isPresent()) {
            tls.trustManager(settings.clientAuthorities().get().toFile())
                    .clientAuth(ClientAuth.OPTIONAL);
        }
        return tls.build();
    }

    private final class Groups implements ProxyGroups.Groups {
        @Override
        public void add(ProxyGroup group, Set<String> namespaces) {
            Set<String> all = new TreeSet<>(settings.gatewayNamespaces());
            all.addAll(namespaces);
            source.gatewayNamespaces(all, () -> controlPlane.setGroup(group));
            status().add(group);
        }

        @Override
        public void forget(String name) {
            controlPlane.forgetGroup(name);
            status().forget(name);
        }
    }

    private final class Events implements ControlPlane.Listener {
        @Override
        public void applied(AppliedChange change) {
            metrics.applied();
            status().applied(change);
            news.execute(() -> listener.applied(controlPlane.located(change)));
        }

        @Override
        public void live(LiveChange change) {
            if (change.proxies() > 0) {
                metrics.changeLive(change.latency());
            }
            status().live(change);
            news.execute(() -> listener.live(change));
        }

        @Override
        public void refused(ConnectedProxy proxy, Refusal refusal) {
            metrics.refused(refusal.type());
        }
    }
}
