// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.server.GivenYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written about HttpPolicy holds.
class HttpPolicyDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("`([^`]+/[^`]+[.](?:java|yaml))`");

    @Test
    void filesToFollowExist() throws IOException {
        List<String> files =
                FILE.matcher(Files.readString(ROOT.resolve("docs/adding-a-filter.md")))
                        .results()
                        .map(file -> file.group(1))
                        .toList();

        assertThat(files).hasSizeGreaterThan(10).allMatch(file -> Files.exists(ROOT.resolve(file)));
    }

    @Test
    void examplesAreValid() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/http-policy-access.md"));
        List<String> examples =
                EXAMPLE.matcher(page)
                        .results()
                        .map(example -> example.group(1))
                        .filter(yaml -> yaml.contains("kind: HttpPolicy"))
                        .toList();

        assertThat(examples).hasSize(5).flatMap(yaml -> GivenYaml.of(yaml).findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyFeatureIsDescribedAndInTheSchema(FeatureName feature) throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/http-policy.md")))
                .contains("| `%s` |".formatted(feature.field()));
        assertThat(Files.readString(ROOT.resolve("deploy/helm/gatehouse/crds/httppolicies.yaml")))
                .contains("                " + feature.field() + ":\n");
    }
}
