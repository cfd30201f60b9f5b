// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.CheckedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Objects written as YAML, as a source hands them on: one with errors is left out, and what is
/// wrong with it told.
public record GivenYaml(List<ConfigObject> objects, List<Finding> findings) {
    private static final CheckedReader READER = new CheckedReader(ReadLimits.DEFAULT);

    public GivenYaml {
        objects = List.copyOf(objects);
        findings = List.copyOf(findings);
    }

    public static GivenYaml of(String yaml) {
        List<ConfigObject> objects = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (ReadResult result : READER.read("input.yaml", yaml.getBytes(StandardCharsets.UTF_8))) {
            findings.addAll(result.findings());
            if (result instanceof ReadResult.Read read) {
                objects.add(read.object());
            }
        }
        return new GivenYaml(objects, findings);
    }

    /// The objects of YAML that has no errors.
    public static List<ConfigObject> valid(String yaml) {
        GivenYaml given = of(yaml);
        if (given.findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)) {
            throw new IllegalArgumentException(given.findings + " in:\n" + yaml);
        }
        return given.objects;
    }
}
