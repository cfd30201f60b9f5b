// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.discovery.DiscoveredSource;
import io.gatehouse.config.file.FileSource;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.envoy.bootstrap.AdminEndpoint;
import io.gatehouse.envoy.bootstrap.BootstrapTranslator;
import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.envoy.bootstrap.ProxyBootstrap;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import io.gatehouse.envoy.bootstrap.ProxyNode;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import io.gatehouse.routing.Placement;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.admin.AdminServer;
import io.gatehouse.server.admin.AdminUnavailable;
import io.gatehouse.server.admin.ControlPlaneMetrics;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.DrainTimes;
import io.gatehouse.server.envoy.EnvoyBinary;
import io.gatehouse.server.envoy.EnvoyOutput;
import io.gatehouse.server.envoy.EnvoyStart;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.envoy.EnvoySupervisor;
import io.gatehouse.server.envoy.EnvoyTrial;
import io.gatehouse.server.envoy.EnvoyUnavailable;
import io.gatehouse.server.envoy.RunDirectory;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.status.OtherReplicas;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.server.status.Served;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A gateway on this machine: control plane and supervised Envoy, configured by files.
public final class Standalone implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final StandaloneSettings settings;
    private final StandaloneListener listener;
    private final LocalProxies proxies = new LocalProxies();
    private final MeshOfFiles mesh = new MeshOfFiles();
    private final CountDownLatch live = new CountDownLatch(1);
    private final CountDownLatch serving = new CountDownLatch(1);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Tells the listener what happens, in order and without holding anything up.
    private final ExecutorService news =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("news").factory());

    private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
    private final LastGood lastGood;
    private final ControlPlane controlPlane;
    private volatile @Nullable ProxyGroup group;
    private volatile @Nullable SupplementedSource source;
    private volatile @Nullable Path envoy;

    /// Answers on the admin address from now on.
    ///
    /// @throws StandaloneUnavailable when something cannot be had
    /// @throws AdminUnavailable when the admin address cannot
    public Standalone(StandaloneSettings settings, StandaloneListener listener, EventLog log) {
        this.settings = settings;
        this.listener = listener;
        lastGood = settings.lastGood().open();
        try {
            controlPlane =
                    new ControlPlane(
                            List.of(
                                    DiscoveryEndpoint.plaintext(
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), 0),
                                            proxies)),
                            EmptyGroup.AWAITS_PROXIES,
                            settings.delivery(),
                            new EnvoyTrial(() -> Optional.ofNullable(envoy)),
                            settings.fetching(),
                            lastGood,
                            new Events());
        } catch (IOException e) {
            throw new StandaloneUnavailable(
                    "The xDS server cannot be started: " + e.getMessage(), e);
        }
        open.push(controlPlane);
        open.push(new AdminServer(settings.admin(), view(), metrics, log));
    }

    /// Returns when Envoy serves all of the configuration.
    ///
    /// @throws StandaloneUnavailable when something cannot be had
    /// @throws EnvoyUnavailable when there is no Envoy
    public void start() throws InterruptedException {
        FutureTask<Path> found = new FutureTask<>(this::findEnvoy);
        Thread.ofVirtual().name("find-envoy").start(found);
        String trust = startSource();
        boolean isThere = found.isDone();
        if (isThere) { // starts while the configuration is translated
            startEnvoy(await(found));
        }
        ListenPorts.check(controlPlane.awaitResources(GatewayGroup.NAME));
        proxies.open();
        if (!isThere) {
            startEnvoy(await(found));
        }
        serving.await();
        live.await();
        List<String> commands =
                new UrlsToTry(controlPlane.resources(GatewayGroup.NAME), trust).commands();
        news.execute(() -> listener.serving(gatewayServices(), commands));
    }

    /// Drains Envoy and ends it, then everything else.
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

    private StandaloneView view() {
        Served served =
                new Served(
                        controlPlane::state,
                        this::groups,
                        controlPlane::proxies,
                        controlPlane::resources,
                        () -> OtherReplicas.NONE);
        return new StandaloneView(
                controlPlane,
                new Rollouts(served, controlPlane.changes(), controlPlane::blaming),
                this::asWritten);
    }

    private Map<String, ProxyGroup> groups() {
        return Optional.ofNullable(group).map(it -> Map.of(it.name(), it)).orElse(Map.of());
    }

    private ConfigObject asWritten(ConfigObject served) {
        SupplementedSource known = source;
        return known == null ? served : known.asWritten(served);
    }

    private Path findEnvoy() {
        EnvoyBinary binary =
                new EnvoyBinary(System.getenv(), CacheDirectory.ofUser(), listener::progress);
        return settings.envoy().map(binary::given).orElseGet(binary::find);
    }

    private static Path await(FutureTask<Path> envoy) throws InterruptedException {
        try {
            return envoy.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    private void setGroup(ProxyGroup now) {
        group = now;
        controlPlane.setGroup(now);
    }

    /// Returns what makes curl trust the certificates.
    private String startSource() {
        List<Supplement> supplements = new ArrayList<>();
        supplements.add(mesh);
        supplements.add(new GatewayGroup(settings.address(), this::setGroup));
        supplements.add(new GatewayServices(settings.address(), settings.ports()));
        String trust = "-k";
        CertificateFiles certificates = new CertificateFiles(new FileNews());
        open.addLast(certificates);
        supplements.add(certificates);
        if (settings.dev()) {
            DeploymentStandIns deployments = new DeploymentStandIns(Clock.systemUTC());
            open.addLast(deployments);
            LocalCertificateAuthority authority = authority();
            trust = "--cacert " + authority.certificateFile();
            supplements.add(deployments);
            supplements.add(new TlsSecretStandIns(authority));
        } else {
            supplements.add(new IdleDeploymentWarnings());
        }
        ConfigSource files = new DiscoveredSource(new FileSource(settings.paths(), lastGood));
        SupplementedSource all = new SupplementedSource(files, supplements);
        source = all;
        controlPlane.start(all);
        return trust;
    }

    private static LocalCertificateAuthority authority() {
        try {
            return LocalCertificateAuthority.open(CacheDirectory.ofUser(), InstantSource.system());
        } catch (IOException e) {
            throw new StandaloneUnavailable(
                    "The local certificate authority cannot be kept: " + e.getMessage(), e);
        }
    }

    private void startEnvoy(Path binary) {
        envoy = binary;
        try {
            EnvoyStart start =
                    new EnvoyStart(mesh.mesh().defaultConfig().orElse(ProxyConfig.DEFAULT));
            List<String> arguments = new ArrayList<>(List.of("--log-level", "warning"));
            arguments.addAll(start.arguments(Optional.empty()));
            RunDirectory directory = RunDirectory.create();
            open.addLast(directory);
            EnvoySupervisor supervisor =
                    new EnvoySupervisor(
                            new EnvoySupervisor.Settings(
                                    binary,
                                    directory,
                                    directory.write("bootstrap.pb", bootstrap(start.limits())),
                                    arguments,
                                    EnvoyOutput.LISTENER,
                                    DrainTimes.atOnce(
                                            settings.drain().or(start::drain).orElse(DRAIN))),
                            new EnvoyEvents());
            open.push(supervisor);
            supervisor.start();
        } catch (IOException e) {
            throw new StandaloneUnavailable("Envoy cannot be started: " + e.getMessage(), e);
        }
    }

    private byte[] bootstrap(ProxyLimits limits) {
        GatewayWorkload workload = GatewayWorkload.DEFAULT;
        String id =
                ProxyNode.routerId(
                        settings.address(),
                        workload.name(),
                        workload.namespace(),
                        workload.namespace() + ".svc.cluster.local");
        ProxyNode node =
                new ProxyNode(
                        id,
                        workload.name() + "." + workload.namespace(),
                        groups().values().stream()
                                .map(ProxyGroup::placement)
                                .findFirst()
                                .orElse(Placement.UNKNOWN),
                        workload.labels(),
                        new TreeMap<>());
        HostAndPort xds = new HostAndPort("127.0.0.1", controlPlane.xdsPorts().getFirst());
        return BootstrapTranslator.translate(
                        new ProxyBootstrap(
                                node,
                                XdsConnection.plaintext(xds, proxies.token()),
                                new AdminEndpoint.Tcp(new HostAndPort("127.0.0.1", 0)),
                                Optional.empty(),
                                limits,
                                groups().values().stream()
                                        .anyMatch(known ->
                                                known.proxyConfig(mesh.mesh()).selfDiscovery())))
                .toByteArray();
    }

    private List<Service> gatewayServices() {
        return controlPlane.state().list(Kind.SERVICE).stream()
                .filter(Service.class::isInstance)
                .map(Service.class::cast)
                .filter(service -> service.spec().type() == Service.Type.LOAD_BALANCER)
                .toList();
    }

    private final class FileNews implements CertificateFiles.Sink {
        @Override
        public void set(OnProxy files, FileMaterial content) {
            controlPlane.setFiles(files, content);
        }

        @Override
        public void forget(OnProxy files) {
            controlPlane.forgetFiles(files);
        }

        @Override
        public void findings(List<Finding> findings) {
            controlPlane.setFindings("certificate files", findings);
        }
    }

    private final class Events implements ControlPlane.Listener {
        @Override
        public void applied(AppliedChange change) {
            metrics.applied();
            news.execute(() -> listener.applied(controlPlane.located(change)));
        }

        @Override
        public void live(LiveChange change) {
            if (change.proxies() > 0) {
                metrics.changeLive(change.latency());
            }
            live.countDown();
            news.execute(() -> listener.live(change));
        }

        @Override
        public void refused(ConnectedProxy proxy, Refusal refusal) {
            metrics.refused(refusal.type());
        }
    }

    private final class EnvoyEvents implements EnvoySupervisor.Listener {
        @Override
        public void changed(EnvoyState state) {
            listener.envoy(state);
            if (state instanceof EnvoyState.Serving) {
                serving.countDown();
            }
        }

        @Override
        public void logged(String line) {
            listener.envoyLog(line);
        }
    }
}
