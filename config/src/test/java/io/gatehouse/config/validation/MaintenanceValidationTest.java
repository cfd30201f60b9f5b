// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaintenanceValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    status: 100 | ERROR INVALID_VALUE .status
                    headers: {'a b': c} | ERROR INVALID_VALUE .headers["a b"]
                    retryAfter: 10ms | ERROR INVALID_VALUE .retryAfter
                    except: [{}] | ERROR MISSING_FIELD .except[0]
                    except: [{clients: [host]}] | ERROR INVALID_VALUE .except[0].clients[0]
                    except: [{headers: {a: {prefix: ''}}}] | ERROR INVALID_VALUE .except[0].headers["a"].prefix
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("maintenance", yaml))
                .containsExactly(Judged.below("spec.maintenance", finding));
    }
}
