// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import java.util.List;

/// Validates an object given as YAML.
final class Judged {
    private static final YamlReader READER = new YamlReader(ReadLimits.DEFAULT);

    private Judged() {}

    /// Each finding as `SEVERITY CODE field: message`.
    static List<String> findings(String yaml) {
        return judge(yaml).stream().map(f -> place(f) + ": " + f.message()).toList();
    }

    /// Each finding as `SEVERITY CODE field`.
    static List<String> places(String yaml) {
        return judge(yaml).stream().map(Judged::place).toList();
    }

    /// Each finding as [#places] has it, but for what is told because it is not translated yet.
    static List<String> problems(String yaml) {
        return judge(yaml).stream()
                .filter(f -> f.code() != FindingCode.NOT_SUPPORTED_YET)
                .map(Judged::place)
                .toList();
    }

    /// What is wrong with a feature of an HttpPolicy.
    static List<String> feature(String name, String yaml) {
        return places(
                "{apiVersion: gatehouse.io/v1alpha1, kind: HttpPolicy, metadata: {name: a}, spec: {%s: {%s}}}"
                        .formatted(name, yaml));
    }

    /// `finding`, whose place is below `field`, with its whole path.
    static String below(String field, String finding) {
        String[] words = finding.split(" ", 3);
        return words[0] + " " + words[1] + " " + field + (words.length < 3 ? "" : words[2]);
    }

    private static List<Finding> judge(String yaml) {
        List<ReadResult> results = READER.read("f.yaml", yaml);
        assertThat(results).singleElement().isInstanceOf(ReadResult.Read.class);
        return ObjectValidation.validate(((ReadResult.Read) results.getFirst()).object());
    }

    private static String place(Finding finding) {
        return finding.severity() + " " + finding.code() + " " + finding.field();
    }
}
