// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// All that another replica has told, up to now. One thread adds to it; any may ask.
public final class ReplicaReport {
    private final Map<ObjectKey, ObjectRevision> objects = new ConcurrentHashMap<>();
    private volatile List<ReportedProxy> proxies = List.of();
    private volatile boolean whole;

    /// Of proxies that got further it knows only when it knows the objects that they have got.
    public void add(ReportPart part) {
        part.objects()
                .forEach((key, revision) ->
                        revision.ifPresentOrElse(
                                now -> objects.put(key, now), () -> objects.remove(key)));
        SortedMap<Long, ReportedProxy> now = new TreeMap<>();
        proxies.forEach(proxy -> now.put(proxy.stream(), proxy));
        now.keySet().removeAll(part.gone());
        part.proxies().forEach(proxy -> now.put(proxy.stream(), proxy));
        proxies = List.copyOf(now.values());
        whole |= part.whole();
    }

    /// Whether all that there was at first has been told.
    public boolean whole() {
        return whole;
    }

    /// In the order of connecting.
    public List<ReportedProxy> proxies() {
        return proxies;
    }

    /// Whether that replica still serves the object, of a kind that it tells of.
    boolean has(ObjectKey key) {
        return objects.containsKey(key);
    }

    /// How long the version took that is asked for; absent while that is not known.
    Optional<Duration> latency(ConfigObject object) {
        return Optional.ofNullable(objects.get(object.key()))
                .filter(of -> of.generation() == object.metadata().generation())
                .flatMap(ObjectRevision::latency);
    }

    /// A version that the replica does not serve yet, or no longer, or has set aside is not on its
    /// proxies.
    Delivery.State state(ConfigObject object, ReportedProxy proxy, Refusals refusals) {
        ObjectRevision revision = objects.get(object.key());
        if (revision == null || revision.generation() != object.metadata().generation()) {
            return new Delivery.State.Waiting();
        }
        return revision.setAside()
                .<Delivery.State>map(why ->
                        new Delivery.State.Refused(
                                "this version, as its replica of the control plane knows: " + why))
                .orElseGet(() -> proxy.state(object, revision, refusals));
    }
}
