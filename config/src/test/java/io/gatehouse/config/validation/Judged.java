// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
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

    private static List<Finding> judge(String yaml) {
        List<ReadResult> results = READER.read("f.yaml", yaml);
        assertThat(results).singleElement().isInstanceOf(ReadResult.Read.class);
        return ObjectValidation.validate(((ReadResult.Read) results.getFirst()).object());
    }

    private static String place(Finding finding) {
        return finding.severity() + " " + finding.code() + " " + finding.field();
    }
}
