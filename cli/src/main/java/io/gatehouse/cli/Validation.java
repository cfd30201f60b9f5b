// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.CheckedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Judges files by what each object says alone, and finds objects that are there twice.
final class Validation {
    private final CheckedReader reader = new CheckedReader(ReadLimits.DEFAULT);
    private final List<Finding> findings = new ArrayList<>();
    private final Map<ObjectKey, SourcePosition> seen = new TreeMap<>();
    private final List<ConfigObject> valid = new ArrayList<>();
    private int objects;

    private Validation() {}

    static Verdict of(List<InputFile> files) {
        Validation validation = reading(files);
        return new Verdict(files.size(), validation.objects, validation.findings);
    }

    static Validation reading(List<InputFile> files) {
        Validation validation = new Validation();
        files.forEach(validation::add);
        return validation;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /// Those without errors, in their order.
    List<ConfigObject> objects() {
        return List.copyOf(valid);
    }

    private void add(InputFile file) {
        for (ReadResult result : reader.read(file.name(), file.content().toArray())) {
            findings.addAll(result.findings());
            switch (result) {
                case ReadResult.Read read -> {
                    objects++;
                    valid.add(read.object());
                    findDuplicate(read);
                }
                case ReadResult.Refused refused -> objects += refused.key().isPresent() ? 1 : 0;
                case ReadResult.Skipped _ -> {}
            }
        }
    }

    private void findDuplicate(ReadResult.Read read) {
        ObjectKey key = read.object().key();
        SourcePosition first = seen.putIfAbsent(key, read.position());
        if (first != null) {
            findings.add(duplicate(key, first).at(read.position()));
        }
    }

    private static Finding duplicate(ObjectKey key, SourcePosition first) {
        return Finding.of(
                FindingCode.DUPLICATE_OBJECT,
                key,
                FieldPath.ROOT,
                "defined already at " + first + ", which holds; this one has no effect");
    }
}
