// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.ReadResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file holds, and what is wrong with it now.
///
/// @param objects each in its last good version
/// @param held objects that seem to be gone, while that may yet turn out to be half of a change
record FileContent(
        SortedMap<ObjectKey, Definition> objects,
        SortedMap<ObjectKey, Definition> held,
        List<Finding> findings) {
    static final FileContent NOTHING =
            new FileContent(Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());

    record Definition(ConfigObject object, SourcePosition position) {}

    FileContent {
        findings = List.copyOf(findings);
    }

    /// What a file is believed to have held before it is read for the first time.
    static FileContent lastGood(ObjectFile file, List<ConfigObject> objects) {
        SortedMap<ObjectKey, Definition> held = new TreeMap<>();
        SourcePosition start = new SourcePosition(file.origin(), 1, 1);
        objects.forEach(object -> held.put(object.key(), new Definition(object, start)));
        return new FileContent(Collections.emptySortedMap(), held, List.of());
    }

    /// What the file holds now that it was read again. An object that is refused, or that may be in
    /// a document that cannot be told to be an object, stays as it was.
    ///
    /// @param complete false if the rest of the file may still be to come
    FileContent next(List<ReadResult> results, boolean complete) {
        NavigableMap<ObjectKey, Definition> before = all();
        NavigableMap<ObjectKey, Definition> next = new TreeMap<>();
        List<Finding> told = new ArrayList<>();
        boolean keepAll = false;
        for (ReadResult result : results) {
            switch (result) {
                case ReadResult.Read read -> {
                    told.addAll(read.findings());
                    ObjectKey key = read.object().key();
                    Definition first =
                            next.putIfAbsent(key, new Definition(read.object(), read.position()));
                    if (first != null) {
                        told.add(duplicate(key, read.position(), first.position.toString()));
                    }
                }
                case ReadResult.Refused refused -> {
                    List<Definition> known = refused.key().map(before::get).stream().toList();
                    ReadResult.Fallback fallback =
                            refused.fallback(known.stream().map(Definition::object).toList());
                    told.addAll(fallback.findings());
                    fallback.object()
                            .ifPresent(object ->
                                    next.putIfAbsent(
                                            object.key(),
                                            new Definition(object, position(known, refused))));
                    keepAll |= refused.key().isEmpty();
                }
                case ReadResult.Skipped skipped -> told.addAll(skipped.findings());
            }
        }
        if (keepAll) {
            before.forEach(next::putIfAbsent);
        }
        if (complete) {
            return new FileContent(next, Collections.emptySortedMap(), told);
        }
        before.keySet().removeAll(next.keySet());
        return new FileContent(next, before, told);
    }

    private static SourcePosition position(List<Definition> known, ReadResult.Refused refused) {
        return known.stream()
                .map(Definition::position)
                .findFirst()
                .or(() ->
                        refused.findings().stream().flatMap(f -> f.position().stream()).findFirst())
                .orElseGet(() -> new SourcePosition("", 1, 1));
    }

    /// What the file holds if it cannot be read: what it did.
    FileContent unreadable(Finding reason) {
        return new FileContent(all(), Collections.emptySortedMap(), List.of(reason));
    }

    /// What there is of the file while it may only be about to be replaced.
    FileContent missing() {
        return new FileContent(Collections.emptySortedMap(), all(), findings);
    }

    boolean hasNoObjects() {
        return objects.isEmpty() && held.isEmpty();
    }

    private NavigableMap<ObjectKey, Definition> all() {
        NavigableMap<ObjectKey, Definition> all = new TreeMap<>(held);
        all.putAll(objects);
        return all;
    }

    static Finding duplicate(ObjectKey key, SourcePosition position, String first) {
        return new Finding(
                FindingCode.DUPLICATE_OBJECT,
                Severity.ERROR,
                Optional.of(key),
                FieldPath.ROOT,
                "%s is defined in %s already; that definition holds".formatted(key, first),
                Optional.of(position));
    }
}
