// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.engine.ProxyGroup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The groups that the connected proxies belong to: those of one workload, in one place, are one
/// group. Safe for use by several threads.
final class ProxyGroups {
    /// The pods of a workload on several nodes are one group.
    private static final String ANY_NODE = "";

    private static final String DEFAULT_SYSTEM_ROOTS = "/etc/ssl/certs/ca-certificates.crt";
    private static final Duration KEPT_WITHOUT_PROXIES = Duration.ofMinutes(10);

    private final Function<ObjectKey, Optional<Pod>> pods;
    private final Groups sink;
    private final LongSupplier nanoTime;
    private final Map<String, Long> lastUsed = new TreeMap<>();
    private final Set<String> namespaces = new TreeSet<>();

    /// Who is told of the groups.
    interface Groups {
        /// From now on there is that group, and the Secrets of these namespaces count for it.
        void add(ProxyGroup group, Set<String> namespaces);

        void forget(String name);
    }

    /// @param pods as the API server has them
    /// @param nanoTime as of [System#nanoTime()]: the clock on the wall may jump
    ProxyGroups(Function<ObjectKey, Optional<Pod>> pods, Groups sink, LongSupplier nanoTime) {
        this.pods = pods;
        this.sink = sink;
        this.nanoTime = nanoTime;
    }

    /// The name of the group. What the proxy's pod says counts more than what the proxy does.
    ///
    /// @param known whether the proxy has proved who it is
    synchronized String join(ConnectingProxy proxy, boolean known) {
        ProxyGroup group = group(proxy, known);
        use(group);
        return group.name();
    }

    /// Proxies of another replica belong to it.
    synchronized void use(ProxyGroup group) {
        namespaces.add(group.namespace());
        if (lastUsed.put(group.name(), nanoTime.getAsLong()) == null) {
            sink.add(group, Set.copyOf(namespaces));
        }
    }

    /// Forgets groups that have had no proxy for a while.
    ///
    /// @param inUse those that have one now, on whichever replica
    synchronized void sweep(Set<String> inUse) {
        long now = nanoTime.getAsLong();
        inUse.forEach(name -> lastUsed.replace(name, now));
        Set<String> idle = new TreeSet<>(lastUsed.keySet());
        idle.removeIf(
                name -> now - lastUsed.getOrDefault(name, now) <= KEPT_WITHOUT_PROXIES.toNanos());
        lastUsed.keySet().removeAll(idle);
        idle.forEach(sink::forget);
    }

    private ProxyGroup group(ConnectingProxy proxy, boolean known) {
        Optional<Pod> pod = pods.apply(new ObjectKey(Kind.POD, proxy.namespace(), proxy.pod()));
        SortedMap<String, String> labels =
                ProxyGroup.workloadLabels(
                        pod.map(p -> p.metadata().labels()).orElse(proxy.labels()));
        Optional<ProxyConfig> annotated =
                pod.map(p -> p.metadata().annotations().get(ProxyConfig.ANNOTATION))
                        .map(text -> ProxyConfigText.read(text).value());
        Optional<ProxyConfig> config =
                annotated.isEmpty()
                        ? proxy.proxyConfig()
                        : Optional.of(
                                proxy.proxyConfig()
                                        .orElse(ProxyConfig.DEFAULT)
                                        .over(annotated.get()));
        ProxyGroup nameless =
                new ProxyGroup(
                        "",
                        proxy.namespace(),
                        labels,
                        bind(proxy),
                        proxy.placement(),
                        ANY_NODE,
                        config,
                        Optional.of(proxy.systemRoots().orElse(DEFAULT_SYSTEM_ROOTS)),
                        known);
        return nameless.named(proxy.namespace() + "/" + digest(nameless.toString()));
    }

    /// As Istio: all addresses of the pod, of both families where it has one of IPv6.
    private static String bind(ConnectingProxy proxy) {
        return proxy.addresses().stream().anyMatch(address -> address.contains(":"))
                ? "::"
                : "0.0.0.0";
    }

    /// The same on every replica.
    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
