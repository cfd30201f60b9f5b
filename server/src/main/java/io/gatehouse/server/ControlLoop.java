// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.WallClock;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.quarantine.Aside;
import io.gatehouse.server.quarantine.Bench;
import io.gatehouse.server.quarantine.ChangeJournal;
import io.gatehouse.server.quarantine.Quarantine;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/// The one thread that owns the store and the graph. When idle it translates a change at once;
/// changes that queue up while a pass runs go into the next one.
final class ControlLoop implements AutoCloseable {
    private static final int LARGEST_PASS = 10_000;

    private final ResourceCache cache;
    private final LastGood lastGood;
    private final InstantSource time;
    private final DeliveryLimits limits;
    private final Fetchers fetchers;
    private final ObjectChanges changes;
    private final Consumer<AppliedChange> listener;
    private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Passes passes;
    private volatile ControlPlaneState state = ControlPlaneState.EMPTY;

    /// Who fetches what the graph needs.
    interface Fetchers {
        void keys(Output.Change<KeySource, Duration> wanted);

        void module(Output.Change<ModuleSource, ModuleDemand> wanted);
    }

    private sealed interface Task {
        record Apply(ConfigBatch batch) implements Task {}

        record SetGroup(ProxyGroup group) implements Task {}

        record ForgetGroup(String name) implements Task {}

        /// @param content absent means that nobody names the files any more
        record SetFiles(MaterialOrigin.OnProxy files, Optional<FileMaterial> content)
                implements Task {}

        record SetKeys(KeySource source, FetchedKeys keys) implements Task {}

        record SetModule(ModuleSource source, FetchedModule module) implements Task {}

        record SetFindings(String origin, List<Finding> findings) implements Task {}

        record Consult(Consumer<Bench> question) implements Task {}

        record Stop() implements Task {}
    }

    /// @param lastGood told what is served, and what is set aside
    /// @param limits from which sizes on parts are delivered apart
    /// @param fetchers told what is to be fetched; must not block
    /// @param changes told of each pass before its outcome is shown
    /// @param listener called by the loop's thread after each pass; must not block
    ControlLoop(
            ResourceCache cache,
            LastGood lastGood,
            InstantSource time,
            DeliveryLimits limits,
            Fetchers fetchers,
            ObjectChanges changes,
            Consumer<AppliedChange> listener) {
        this.cache = cache;
        this.lastGood = lastGood;
        this.time = time;
        this.limits = limits;
        this.fetchers = fetchers;
        this.changes = changes;
        this.listener = listener;
        this.passes = new Passes();
        this.thread = Thread.ofPlatform().name("control-loop").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void submit(ConfigBatch batch) {
        queue.add(new Task.Apply(batch));
    }

    /// Declares a group of proxies, or changes it.
    void submit(ProxyGroup group) {
        queue.add(new Task.SetGroup(group));
    }

    /// Gives up all that is kept for a group.
    void forgetGroup(String name) {
        queue.add(new Task.ForgetGroup(name));
    }

    /// Tells what files hold that a proxy on this machine would read.
    void submit(MaterialOrigin.OnProxy files, FileMaterial content) {
        queue.add(new Task.SetFiles(files, Optional.of(content)));
    }

    void forget(MaterialOrigin.OnProxy files) {
        queue.add(new Task.SetFiles(files, Optional.empty()));
    }

    /// Tells what was fetched, which counts while it is wanted.
    void submit(KeySource source, FetchedKeys fetched) {
        queue.add(new Task.SetKeys(source, fetched));
    }

    /// Tells what was fetched, which counts while it is wanted.
    void submit(ModuleSource source, FetchedModule fetched) {
        queue.add(new Task.SetModule(source, fetched));
    }

    /// Replaces what an origin other than a file or an object has to say.
    void submit(String origin, List<Finding> findings) {
        queue.add(new Task.SetFindings(origin, findings));
    }

    /// Runs a question on the loop's thread, after what was submitted before it is published, and
    /// waits for the answer.
    <T> T ask(Function<Bench, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        queue.add(
                new Task.Consult(bench -> {
                    try {
                        answer.complete(question.apply(bench));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                }));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while the control loop is asked")
                            .initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// The objects whose patches are part of resources of a group.
    SortedSet<ObjectKey> patching(String group, Collection<ResourceName> resources) {
        return passes.patched.objects(group, resources);
    }

    ControlPlaneState state() {
        return state;
    }

    /// Finishes the pass that runs and stops.
    @Override
    public void close() {
        queue.add(new Task.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Task> tasks = new ArrayList<>();
        try {
            do {
                tasks.clear();
                if (passes.memory.overdue()) {
                    passes.memory.collect();
                }
                Duration patience = passes.memory.due() ? MemoryReturn.QUIET : WallClock.STEP;
                Task first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    tasks.add(first);
                    queue.drainTo(tasks, LARGEST_PASS);
                } else if (passes.memory.due()) {
                    passes.memory.collect();
                }
            } while (passes.pass(tasks));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What only the loop's thread may touch.
    private final class Passes {
        private final RoutingGraph routing = new RoutingGraph(limits);
        private final EnvoyResources resources = new EnvoyResources(routing);
        private final PatchedNames patched = resources.patchedNames();
        private final FindingStore findings = new FindingStore();
        private final MemoryReturn memory = new MemoryReturn();
        private final Quarantine quarantine = new Quarantine();
        private final ChangeJournal journal = new ChangeJournal();
        private final TranslationBench bench =
                new TranslationBench(
                        routing.tables,
                        resources,
                        cache,
                        journal,
                        quarantine,
                        findings,
                        lastGood,
                        () -> this.objects);
        private Map<ObjectKey, String> setAside = Map.of();
        private final Set<String> newGroups = new TreeSet<>();
        private final Set<String> goneGroups = new TreeSet<>();
        private final FetchedTable<KeySource, Duration, FetchedKeys> keys =
                new FetchedTable<>(
                        routing.policies.keys.wanted,
                        routing.tables.fetchedKeys,
                        FetchedKeys.PENDING,
                        fetchers::keys);

        /// Of what providers of logins say about themselves.
        private final FetchedTable<KeySource, Duration, FetchedKeys> providers =
                new FetchedTable<>(
                        routing.httpPolicies.wanted,
                        routing.tables.fetchedKeys,
                        FetchedKeys.PENDING,
                        fetchers::keys);

        private final FetchedTable<ModuleSource, ModuleDemand, FetchedModule> modules =
                new FetchedTable<>(
                        routing.policies.extensions.modules.wanted,
                        routing.tables.fetchedModules,
                        FetchedModule.PENDING,
                        fetchers::module);
        private TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();

        /// Whether there is a next one.
        boolean pass(List<Task> tasks) {
            List<ConfigBatch> batches = new ArrayList<>();
            List<Consumer<Bench>> questions = new ArrayList<>();
            boolean goOn = true;
            routing.clock.set(time.instant());
            for (Task task : tasks) {
                switch (task) {
                    case Task.Apply(ConfigBatch batch) -> {
                        batches.add(batch);
                        batch.events().forEach(this::apply);
                    }
                    case Task.SetGroup(ProxyGroup group) -> {
                        routing.groups.put(group.name(), group);
                        newGroups.add(group.name());
                        goneGroups.remove(group.name());
                    }
                    case Task.ForgetGroup(String name) -> {
                        routing.groups.remove(name);
                        newGroups.remove(name);
                        goneGroups.add(name);
                    }
                    case Task.SetFiles(MaterialOrigin.OnProxy files, Optional<FileMaterial> is) ->
                            is.ifPresentOrElse(
                                    content -> routing.tables.files.put(files, content),
                                    () -> routing.tables.files.remove(files));
                    case Task.SetKeys(KeySource source, FetchedKeys fetched) -> {
                        keys.put(source, fetched);
                        providers.put(source, fetched);
                    }
                    case Task.SetModule(ModuleSource source, FetchedModule fetched) ->
                            modules.put(source, fetched);
                    case Task.SetFindings(String origin, List<Finding> said) ->
                            findings.put(origin, said);
                    case Task.Consult(Consumer<Bench> question) -> questions.add(question);
                    case Task.Stop _ -> goOn = false;
                }
            }
            publish(batches);
            questions.forEach(question -> question.accept(bench));
            if (bench.takeHeld()) {
                publish(List.of());
            }
            memory.count(objects.size());
            return goOn;
        }

        private void apply(ConfigEvent event) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) -> {
                    translate(object.key(), event);
                    objects = objects.plus(object.key(), object);
                }
                case ConfigEvent.Delete(ObjectKey key) -> {
                    translate(key, event);
                    objects = objects.minus(key);
                }
                case ConfigEvent.Findings(String origin, List<Finding> said) ->
                        findings.put(origin, said);
            }
        }

        private void translate(ObjectKey key, ConfigEvent event) {
            Optional<ConfigObject> before =
                    quarantine.translated(key, Optional.ofNullable(objects.get(key)));
            if (quarantine.admit(key, event)) {
                journal.note(key, before);
                findings.put(TranslationBench.origin(key), List.of());
                boolean aside =
                        event instanceof ConfigEvent.Upsert(ConfigObject object)
                                && bench.setAsideAgain(object);
                if (!aside) {
                    routing.tables.apply(event);
                }
            }
        }

        private void keep(Set<ObjectKey> changed, SortedMap<String, Long> revisions) {
            Map<ObjectKey, Optional<ConfigObject>> served = new HashMap<>();
            changed.forEach(key ->
                    served.put(
                            key,
                            quarantine.translated(key, Optional.ofNullable(objects.get(key)))));
            lastGood.passed(revisions, served);
            quarantine.ifChanged(this::setAside);
        }

        private void setAside(List<Aside> all) {
            lastGood.setAside(all);
            setAside =
                    all.stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            aside -> aside.refused().key(), Aside::message));
        }

        private void publish(List<ConfigBatch> batches) {
            SortedMap<String, Long> revisions = new TreeMap<>();
            keys.tellWhatIsWanted();
            providers.tellWhatIsWanted();
            modules.tellWhatIsWanted();
            Map<String, ResourceChanges> changed = resources.changes();
            newGroups.forEach(group -> changed.putIfAbsent(group, ResourceChanges.NONE));
            newGroups.clear();
            changed.keySet().removeAll(goneGroups);
            goneGroups.forEach(cache::forget);
            goneGroups.forEach(lastGood::forget);
            goneGroups.clear();
            lastGood.changing(journal.changing());
            changed.forEach((group, changes) ->
                    revisions.put(
                            group, cache.publish(group, changes.upserts(), changes.removals())));
            keep(journal.close(revisions), revisions);
            for (Output<ObjectKey, List<Finding>> output : resources.allFindings()) {
                for (Output.Change<ObjectKey, List<Finding>> change : output.changes()) {
                    findings.put(change.key().toString(), change.value().orElse(List.of()));
                }
            }
            patched.update();
            findings.put("internal", InternalFindings.of(routing.graph.failures()));
            AppliedChange change = new AppliedChange(batches, revisions, findings.changes());
            changes.publishing(change, state);
            state = new ControlPlaneState(objects, findings.all(), setAside);
            changes.published();
            listener.accept(change);
        }
    }
}
