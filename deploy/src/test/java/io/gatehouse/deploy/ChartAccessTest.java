// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the control plane may do, held against what it reads.
class ChartAccessTest {
    private static final Path RENDERED = Path.of("src/test/resources/chart/default/rendered.yaml");
    private static final List<String> READ = List.of("get", "list", "watch");

    private record Rule(List<String> groups, List<String> resources, List<String> verbs) {
        boolean is(String group, String resource) {
            return groups.contains(group) && resources.contains(resource);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEPLOYMENT")
    void everyKindCanBeRead(Kind kind) throws Exception {
        assertThat(clusterRules())
                .filteredOn(rule -> rule.is(kind.group(), kind.plural()))
                .extracting(Rule::verbs)
                .containsExactly(READ);
    }

    @Test
    void nothingElseCanBeReadAndNoSecretWritten() throws Exception {
        assertThat(clusterRules())
                .filteredOn(rule -> rule.verbs().equals(READ))
                .flatExtracting(Rule::resources)
                .hasSize(Kind.values().length - 1);
        assertThat(clusterRules())
                .filteredOn(rule -> !rule.verbs().equals(READ))
                .flatExtracting(Rule::resources)
                .allMatch(resource -> resource.endsWith("/status") || WRITTEN.contains(resource));
    }

    private static final List<String> WRITTEN =
            List.of("tokenreviews", "events", "validatingwebhookconfigurations");

    private static List<Rule> clusterRules() throws Exception {
        Iterable<Object> documents =
                new Load(LoadSettings.builder().build())
                        .loadAllFromString(Files.readString(RENDERED));
        return StreamSupport.stream(documents.spliterator(), false)
                .map(Tree::new)
                .filter(object -> object.at("kind").text().equals("ClusterRole"))
                .flatMap(role -> role.at("rules").list().stream())
                .map(rule ->
                        new Rule(
                                rule.at("apiGroups").texts(),
                                rule.at("resources").texts(),
                                rule.at("verbs").texts()))
                .toList();
    }
}
