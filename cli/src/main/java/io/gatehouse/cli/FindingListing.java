// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.List;
import java.util.Optional;

/// Prints findings.
///
/// @param namespace of the objects that they are about; empty for all
record FindingListing(Console console, Optional<String> namespace, GetOutput output) {
    int print(Tree all) {
        List<Tree> findings =
                all.items().stream()
                        .filter(finding ->
                                namespace.isEmpty() || namespace.get().equals(namespaceOf(finding)))
                        .toList();
        if (!output.isTable()) {
            console.out().print(output.text(findings.stream().map(Tree::entries).toList()));
        } else if (findings.isEmpty()) {
            console.err().println("No findings");
        } else {
            console.out().print(table(findings));
        }
        return ExitCode.OK;
    }

    private static String namespaceOf(Tree finding) {
        return finding.at("object", "namespace").text();
    }

    private static String table(List<Tree> findings) {
        TextTable table =
                new TextTable(
                        List.of("SEVERITY", "CODE", "OBJECT", "FIELD", "POSITION", "MESSAGE"));
        for (Tree finding : findings) {
            table.add(
                    List.of(
                            finding.at("severity").text(),
                            finding.at("code").text(),
                            object(finding),
                            finding.at("field").text(),
                            position(finding.at("position")),
                            finding.at("message").text()));
        }
        return table.text();
    }

    private static String object(Tree finding) {
        Tree object = finding.at("object");
        String namespace = namespaceOf(finding);
        return object.isPresent()
                ? object.at("kind").text()
                        + " "
                        + (namespace.isEmpty() ? "" : namespace + "/")
                        + object.at("name").text()
                : "";
    }

    private static String position(Tree position) {
        return position.isPresent()
                ? "%s:%s:%s"
                        .formatted(
                                position.at("file").text(),
                                position.at("line").text(),
                                position.at("column").text())
                : "";
    }
}
