// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.quarantine.Bench;
import io.gatehouse.server.quarantine.ChangeJournal;
import io.gatehouse.server.quarantine.Quarantine;
import io.gatehouse.server.quarantine.Suspect;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/// Tries versions of objects out on the control loop's own graph, between two passes: what is read
/// of it meanwhile is not published, and afterwards all is as it was.
final class TranslationBench implements Bench {
    /// Kinds that there are many of: such an object counts where its name occurs in the resource.
    private static final Set<Kind> MANY =
            EnumSet.of(
                    Kind.VIRTUAL_SERVICE,
                    Kind.SERVICE,
                    Kind.ENDPOINT_SLICE,
                    Kind.POD,
                    Kind.DEPLOYMENT,
                    Kind.NAMESPACE,
                    Kind.NODE,
                    Kind.CONFIG_MAP,
                    Kind.SECRET,
                    Kind.SERVICE_ENTRY,
                    Kind.WORKLOAD_ENTRY);

    private static final int MOST_SUSPECTS = 1_000;

    private final ConfigTables tables;
    private final EnvoyResources resources;
    private final ResourceCache cache;
    private final ChangeJournal journal;
    private final Quarantine quarantine;
    private final FindingStore findings;
    private final LastGood lastGood;
    private final Supplier<TreePMap<ObjectKey, ConfigObject>> objects;
    private boolean held;

    /// @param resources all that they have told is published
    TranslationBench(
            ConfigTables tables,
            EnvoyResources resources,
            ResourceCache cache,
            ChangeJournal journal,
            Quarantine quarantine,
            FindingStore findings,
            LastGood lastGood,
            Supplier<TreePMap<ObjectKey, ConfigObject>> objects) {
        this.tables = tables;
        this.resources = resources;
        this.cache = cache;
        this.journal = journal;
        this.quarantine = quarantine;
        this.findings = findings;
        this.lastGood = lastGood;
        this.objects = objects;
    }

    @Override
    public Optional<VersionedResource> resource(String group, ResourceName name) {
        return cache.snapshot(group).find(name);
    }

    @Override
    public Suspects suspects(String group, VersionedResource resource, long since) {
        return journal.changes(group, since)
                .filter(changes -> !changes.isEmpty())
                .map(changes ->
                        new Suspects(
                                changes.entrySet().stream()
                                        .flatMap(change ->
                                                suspect(change.getKey(), change.getValue()))
                                        .toList(),
                                true))
                .orElseGet(() -> new Suspects(named(resource), false));
    }

    private Stream<Suspect> suspect(ObjectKey key, Optional<ConfigObject> before) {
        return Stream.ofNullable(objects.get().get(key))
                .filter(_ -> !quarantine.holds(key))
                .map(object -> suspect(object, before.stream()));
    }

    /// What an earlier process has left is a version before, too.
    private Suspect suspect(ConfigObject object, Stream<ConfigObject> before) {
        return Suspect.of(
                object,
                Stream.concat(before, lastGood.find(object.key()).stream())
                        .filter(good -> !good.equals(object))
                        .findFirst());
    }

    /// Sets a version aside that an earlier process had set aside, before it is translated. Returns
    /// whether it did.
    boolean setAsideAgain(ConfigObject object) {
        Optional<String> message = lastGood.aside(object);
        Optional<Suspect> suspect =
                message.map(_ -> suspect(object, Stream.empty())).filter(Suspect::mayBeSetAside);
        suspect.ifPresent(it -> setAside(new Culprit(it, message.orElseThrow())));
        return suspect.isPresent();
    }

    private List<Suspect> named(VersionedResource resource) {
        String body = resource.body().getValue().toString(StandardCharsets.ISO_8859_1);
        List<Suspect> found =
                objects.get().keySet().stream()
                        .filter(key -> counts(key, body))
                        .limit(MOST_SUSPECTS + 1L)
                        .flatMap(key -> suspect(key, Optional.empty()))
                        .toList();
        return found.size() > MOST_SUSPECTS ? List.of() : found;
    }

    private static boolean counts(ObjectKey key, String body) {
        boolean mesh = key.kind() == Kind.CONFIG_MAP && key.name().equals(MeshConfig.CONFIG_MAP);
        return mesh || !MANY.contains(key.kind()) || body.contains(key.name());
    }

    @Override
    public Optional<VersionedResource> without(
            String group, ResourceName name, Collection<Suspect> these) {
        these.forEach(suspect -> put(suspect.object().key(), suspect.before()));
        ResourceChanges changes = resources.changes().getOrDefault(group, ResourceChanges.NONE);
        these.forEach(suspect -> {
            ObjectKey key = suspect.object().key();
            put(key, quarantine.translated(key, Optional.ofNullable(objects.get().get(key))));
        });
        resources.changes();
        if (changes.removals().contains(name)) {
            return Optional.empty();
        }
        return changes.upserts().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .or(() -> resource(group, name));
    }

    @Override
    public void hold(Collection<Culprit> culprits) {
        for (Culprit culprit : culprits) {
            ConfigObject object = culprit.suspect().object();
            ObjectKey key = object.key();
            if (object.equals(objects.get().get(key))) {
                held = true;
                journal.note(key, Optional.of(object));
                setAside(culprit);
            }
        }
    }

    private void setAside(Culprit culprit) {
        ObjectKey key = culprit.suspect().object().key();
        quarantine.hold(culprit.suspect(), culprit.message());
        put(key, culprit.suspect().before());
        findings.put(
                origin(key),
                List.of(
                        Finding.of(
                                FindingCode.REFUSED_BY_PROXY,
                                key,
                                FieldPath.ROOT,
                                culprit.message())));
    }

    /// Whether something was set aside since this was asked last.
    boolean takeHeld() {
        boolean was = held;
        held = false;
        return was;
    }

    /// Who says what there is to say about an object that is set aside.
    static String origin(ObjectKey key) {
        return "quarantine " + key;
    }

    private void put(ObjectKey key, Optional<ConfigObject> object) {
        object.ifPresentOrElse(tables::upsert, () -> tables.delete(key));
    }
}
