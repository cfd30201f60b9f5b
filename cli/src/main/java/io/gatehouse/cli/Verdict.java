// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.server.log.FindingText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is to be said of some files.
record Verdict(int files, int objects, List<Finding> findings) {
    Verdict {
        findings = List.copyOf(findings);
    }

    int exitCode() {
        return count(Severity.ERROR) > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    /// Such as `2 files, 5 objects: 1 error, 2 warnings`.
    String summary() {
        StringBuilder text = new StringBuilder(counted(files, "file"));
        text.append(", ").append(counted(objects, "object")).append(": ");
        text.append(counted(count(Severity.ERROR), "error"));
        text.append(", ").append(counted(count(Severity.WARNING), "warning"));
        return text.toString();
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("files", files);
        tree.put("objects", objects);
        tree.put("errors", count(Severity.ERROR));
        tree.put("warnings", count(Severity.WARNING));
        tree.put("findings", findings.stream().map(FindingText::tree).toList());
        return tree;
    }

    private int count(Severity severity) {
        return (int) findings.stream().filter(f -> f.severity() == severity).count();
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
