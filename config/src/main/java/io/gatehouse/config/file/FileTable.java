// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.Causes;
import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ToldState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What all files hold together, and what of that has been told. Costs what a change touches, and a
/// look at what else is in its file.
final class FileTable {
    private final SortedMap<ObjectFile, FileContent> contents = new TreeMap<>();
    private final Map<ObjectKey, SortedSet<ObjectFile>> definers = new HashMap<>();

    /// As [#definers], of objects that seem to be gone. What a file defines wins over what one
    /// holds.
    private final Map<ObjectKey, SortedSet<ObjectFile>> holders = new HashMap<>();

    private final ToldState told = new ToldState();
    private final Map<ObjectKey, ObjectFile> toldFiles = new ConcurrentHashMap<>();

    /// Files of which nothing was told yet, because there was nothing in them to tell.
    private final Set<ObjectFile> untold = new TreeSet<>();

    private final SortedSet<ObjectKey> touchedKeys = new TreeSet<>();
    private final SortedSet<ObjectFile> touchedFiles = new TreeSet<>();
    private final Causes causes = new Causes();

    FileContent content(ObjectFile file) {
        return contents.getOrDefault(file, FileContent.NOTHING);
    }

    boolean knows(ObjectFile file) {
        return contents.containsKey(file);
    }

    /// The files below a directory, and the directory itself.
    List<ObjectFile> below(Path directory) {
        return contents.keySet().stream().filter(f -> f.path().startsWith(directory)).toList();
    }

    void put(ObjectFile file, FileContent content) {
        FileContent before = contents.put(file, content);
        if (before == null) {
            untold.add(file);
        }
        if (!content.equals(before)) {
            cause(untold.contains(file) ? "added" : "changed", file);
        }
        touch(file, before == null ? FileContent.NOTHING : before, content);
    }

    void remove(ObjectFile file) {
        FileContent before = contents.remove(file);
        if (before != null) {
            if (!untold.remove(file)) {
                cause("removed", file);
            }
            touch(file, before, FileContent.NOTHING);
        }
    }

    private void cause(String verb, ObjectFile file) {
        causes.add(verb, file.shortName());
    }

    private void touch(ObjectFile file, FileContent before, FileContent after) {
        touchedFiles.add(file);
        touch(definers, file, before.objects(), after.objects());
        touch(holders, file, before.held(), after.held());
    }

    /// Not what stays as it is: a file may hold thousands, of which one changes.
    private void touch(
            Map<ObjectKey, SortedSet<ObjectFile>> index,
            ObjectFile file,
            SortedMap<ObjectKey, FileContent.Definition> before,
            SortedMap<ObjectKey, FileContent.Definition> after) {
        for (ObjectKey key : before.keySet()) {
            if (!after.containsKey(key)) {
                touchedKeys.add(key);
                index.computeIfPresent(
                        key, (_, files) -> files.remove(file) && files.isEmpty() ? null : files);
            }
        }
        after.forEach((key, definition) -> {
            FileContent.Definition known = before.get(key);
            if (known == null) {
                index.computeIfAbsent(key, _ -> new TreeSet<>()).add(file);
            }
            if (known == null || !known.object().equals(definition.object())) {
                touchedKeys.add(key);
            }
        });
    }

    /// What is to be told since the last time; empty if that is nothing.
    Optional<ConfigBatch> drain(long detectedNanos) {
        List<ConfigEvent> events = new ArrayList<>();
        for (ObjectKey key : touchedKeys) {
            event(key).ifPresent(events::add);
            touchedFiles.addAll(definers.getOrDefault(key, new TreeSet<>()));
        }
        for (ObjectFile file : touchedFiles) {
            findings(file).ifPresent(events::add);
        }
        String cause = causes.drain();
        if (!events.isEmpty()) {
            untold.removeAll(touchedFiles);
        }
        touchedKeys.clear();
        touchedFiles.clear();
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfigBatch(cause, detectedNanos, events));
    }

    /// The file that defines the object, as far as was told. Safe to call on any thread.
    Optional<ObjectFile> file(ObjectKey key) {
        return Optional.ofNullable(toldFiles.get(key));
    }

    private Optional<ConfigEvent> event(ObjectKey key) {
        FileContent.Definition definition = definition(key);
        SortedSet<ObjectFile> files = definers.get(key);
        if (files == null) {
            toldFiles.remove(key);
        } else {
            toldFiles.put(key, files.first());
        }
        return told.object(
                key, Optional.ofNullable(definition).map(FileContent.Definition::object));
    }

    private FileContent.@Nullable Definition definition(ObjectKey key) {
        SortedSet<ObjectFile> files = definers.get(key);
        if (files != null) {
            return content(files.first()).objects().get(key);
        }
        files = holders.get(key);
        return files == null ? null : content(files.first()).held().get(key);
    }

    private Optional<ConfigEvent> findings(ObjectFile file) {
        List<Finding> findings = new ArrayList<>(content(file).findings());
        content(file)
                .objects()
                .forEach((key, definition) -> {
                    ObjectFile first = definers.getOrDefault(key, new TreeSet<>()).first();
                    if (!first.equals(file)) {
                        findings.add(
                                FileContent.duplicate(key, definition.position(), first.origin()));
                    }
                });
        return told.findings(file.origin(), findings);
    }
}
