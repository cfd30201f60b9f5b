// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.LiveChange;
import io.gatehouse.xds.ProxyStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What this replica tells the one that leads: of which objects its proxies have which version.
/// Costs nothing while nobody asks. Safe for use by several threads.
public final class OwnReport {
    /// Objects in one part, so that it stays far below what gRPC takes at once.
    private static final int LARGEST_PART = 1000;

    private final Served served;
    private final ChangeRevisions revisions;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

    OwnReport(Served served, ChangeRevisions revisions) {
        this.served = served;
        this.revisions = revisions;
    }

    void applied(AppliedChange change) {
        if (!readers.isEmpty()) {
            Set<ObjectKey> keys = ChangedObjects.of(change);
            readers.forEach(reader -> reader.changed(keys));
        }
    }

    /// How long it took is told, too.
    void live(LiveChange change) {
        if (change.proxies() > 0) {
            applied(change.change());
        }
    }

    public Reader open() {
        Reader reader = new Reader();
        readers.add(reader);
        for (Kind kind : WrittenKinds.ALL) {
            reader.changed(
                    served.state().get().list(kind).stream().map(ConfigObject::key).toList());
        }
        return reader;
    }

    /// Reads it part by part: first all, then what has changed, however often, since the part
    /// before. For one thread.
    public final class Reader implements AutoCloseable {
        private final Set<ObjectKey> changed = new LinkedHashSet<>();
        private final Set<String> groups = new HashSet<>();
        private Map<Long, ReportedProxy> told = new HashMap<>();
        private boolean began;

        private void changed(Collection<ObjectKey> keys) {
            synchronized (changed) {
                changed.addAll(keys);
            }
        }

        /// Absent if there is nothing new.
        public Optional<ReportPart> next() {
            List<ObjectKey> keys = new ArrayList<>();
            boolean all = take(keys);
            SortedMap<ObjectKey, Optional<ObjectRevision>> objects = new TreeMap<>();
            ControlPlaneState state = served.state().get();
            keys.forEach(key -> objects.put(key, state.find(key).map(o -> revision(o, state))));
            if (!all) {
                return Optional.of(new ReportPart(List.of(), objects, List.of(), List.of(), false));
            }
            ReportPart part = withProxies(objects);
            boolean empty = keys.isEmpty() && part.proxies().isEmpty() && part.gone().isEmpty();
            if (empty && began) {
                return Optional.empty();
            }
            began = true;
            return Optional.of(part);
        }

        private ObjectRevision revision(ConfigObject object, ControlPlaneState state) {
            ObjectRevision revision = revisions.of(object);
            return new ObjectRevision(
                    revision.generation(),
                    revision.revisions(),
                    revision.latency(),
                    Optional.ofNullable(state.setAside().get(object.key())));
        }

        /// Whether there are no more.
        private boolean take(List<ObjectKey> keys) {
            synchronized (changed) {
                Iterator<ObjectKey> next = changed.iterator();
                while (next.hasNext() && keys.size() < LARGEST_PART) {
                    keys.add(next.next());
                    next.remove();
                }
                return changed.isEmpty();
            }
        }

        private ReportPart withProxies(SortedMap<ObjectKey, Optional<ObjectRevision>> objects) {
            Map<String, ProxyGroup> known = served.groups().get();
            Map<Long, ReportedProxy> now = new TreeMap<>();
            for (ProxyStatus status : served.proxies().get()) {
                String group = status.proxy().group();
                if (known.containsKey(group)) {
                    long newest = served.resources().apply(group).revision();
                    now.put(status.proxy().stream(), ReportedProxy.of(status, newest));
                }
            }
            List<ReportedProxy> different =
                    now.values().stream().filter(p -> !p.equals(told.get(p.stream()))).toList();
            List<Long> gone = told.keySet().stream().filter(s -> !now.containsKey(s)).toList();
            List<ProxyGroup> firstOf =
                    different.stream()
                            .map(ReportedProxy::group)
                            .filter(groups::add)
                            .map(name -> Optional.ofNullable(known.get(name)).orElseThrow())
                            .toList();
            told = now;
            groups.retainAll(now.values().stream().map(ReportedProxy::group).toList());
            return new ReportPart(firstOf, objects, different, gone, true);
        }

        @Override
        public void close() {
            readers.remove(this);
        }
    }
}
