// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InFlightTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing                          | ''                                                                                    | 0 | 0
                    an idle connection               | http.a.downstream_cx_active: 1,listener.0.0.0.0_80.downstream_cx_active: 1            | 0 | 0
                    a request                        | http.a.downstream_cx_active: 1,listener.x.downstream_cx_active: 1,http.a.downstream_rq_active: 2 | 2 | 0
                    bytes that a client has not taken| http.a.downstream_cx_tx_bytes_buffered: 7                                             | 7 | 0
                    connections that are not HTTP    | http.a.downstream_cx_active: 1,listener.x.downstream_cx_active: 1,listener.y.downstream_cx_active: 3 | 0 | 3
                    the one who asks                 | http.admin.downstream_rq_active: 1,http.admin.downstream_cx_active: 1,listener.admin.downstream_cx_active: 1 | 0 | 0
                    each worker's part               | listener.x.worker_0.downstream_cx_active: 1,listener.admin.main_thread.downstream_cx_active: 1 | 0 | 0
                    """)
    void counts(String what, String gauges, long http, long tcp) {
        InFlight inFlight = InFlight.of(gauges.replace(',', '\n'));

        assertThat(inFlight).isEqualTo(new InFlight(http, tcp));
        assertThat(inFlight.any()).isEqualTo(http + tcp > 0);
    }
}
