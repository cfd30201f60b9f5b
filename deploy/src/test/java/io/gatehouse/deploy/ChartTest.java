// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the chart renders, for some values each. `-Dgolden.update=true` makes what comes out now
/// the expectation: read the difference before you commit it.
class ChartTest {
    private static final Path CASES = Path.of("src/test/resources/chart");

    private final Helm helm = Helm.find();

    static List<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(CASES)) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void rendersWhatIsExpected(Path directory) throws Exception {
        Path values = directory.resolve("values.yaml");
        assertThat(helm.lint(values)).returns(0, Program.Result::exitCode);

        Program.Result result = helm.template("--values", values.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        Path golden = directory.resolve("rendered.yaml");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, result.out());
        }
        assertThat(result.out()).isEqualTo(Files.readString(golden));
    }

    @Test
    void goesToTheNamespaceOfTheRelease() throws Exception {
        Program.Result result = helm.template("--namespace", "edge");
        assertThat(result.out())
                .contains("namespace: edge", "--discovery=gatehouse.edge.svc:15012")
                .doesNotContain("istio-system");
    }

    @Test
    void tellsWhatToDoNext() throws Exception {
        String told = helm.install().out();
        assertThat(told.substring(told.indexOf("NOTES:")))
                .contains(
                        "kubectl -n istio-system rollout status deployment/gatehouse",
                        "customresourcedefinitions.gen.yaml",
                        "kubectl -n istio-system get svc istio-ingressgateway",
                        "create secret tls my-tls-secret");

        String withIstio = helm.install("--api-versions", "networking.istio.io/v1").out();
        assertThat(withIstio).doesNotContain("customresourcedefinitions");
    }
}
