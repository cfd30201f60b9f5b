// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.PositionIndex;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.config.validation.ObjectValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Judges files by what each object says alone, and finds objects that are there twice.
final class Validation {
    private final YamlReader reader = new YamlReader(ReadLimits.DEFAULT);
    private final List<Finding> findings = new ArrayList<>();
    private final Map<ObjectKey, SourcePosition> seen = new TreeMap<>();
    private int objects;

    private Validation() {}

    static Verdict of(List<InputFile> files) {
        Validation validation = new Validation();
        files.forEach(validation::add);
        return new Verdict(files.size(), validation.objects, validation.findings);
    }

    private void add(InputFile file) {
        PositionIndex positions =
                PositionIndex.of(file.name(), file.content().utf8(), ReadLimits.DEFAULT);
        for (ReadResult result : reader.read(file.name(), file.content().toArray())) {
            findings.addAll(result.findings());
            if (result instanceof ReadResult.Read read) {
                objects++;
                judge(read, positions);
            } else if (result instanceof ReadResult.Refused refused && refused.key().isPresent()) {
                objects++;
            }
        }
    }

    private void judge(ReadResult.Read read, PositionIndex positions) {
        ConfigObject object = read.object();
        SourcePosition first = seen.putIfAbsent(object.key(), read.position());
        if (first != null) {
            findings.add(duplicate(object.key(), first).at(read.position()));
            return;
        }
        for (Finding finding : ObjectValidation.validate(object)) {
            SourcePosition place =
                    positions.locate(object.key(), finding.field()).orElse(read.position());
            findings.add(finding.at(place));
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
