// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every feature as a small case below `src/test/resources/golden`. `-Dgolden.update=true` makes
/// what comes out now the expectation: read the difference before you commit it.
class GoldenTest {
    static final Path ROOT = Path.of("src/test/resources/golden");
    private static final int SHUFFLES = 5;

    static List<GoldenCase> cases() {
        return GoldenCase.allBelow(ROOT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatComesOutIsWhatIsExpected(GoldenCase golden) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            golden.update();
        }
        assertThat(golden.actual()).as(golden.name()).isEqualTo(golden.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void orderOfArrivalDoesNotMatter(GoldenCase golden) {
        GivenYaml input = golden.input();
        Translation expected = golden.translate(input.objects());
        Random random = new Random(golden.name().hashCode());
        for (int i = 0; i < SHUFFLES; i++) {
            List<ConfigObject> shuffled = new ArrayList<>(input.objects());
            Collections.shuffle(shuffled, random);
            assertThat(golden.translate(shuffled))
                    .as("%s, shuffle %d", golden, i)
                    .isEqualTo(expected);
        }
    }
}
