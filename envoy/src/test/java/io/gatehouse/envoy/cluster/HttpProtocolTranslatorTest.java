// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.gatehouse.envoy.Golden;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.ConnectionRules.Pings;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProtocolTranslatorTest {
    private static final String KEY = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    private static Upstream upstream(UpstreamProtocol protocol, ConnectionRules rules) {
        return Samples.with(Upstream.plain("u", new Discovery.Delivered(), protocol), rules);
    }

    private static ConnectionRules rules(int requests, int streams, Optional<Pings> pings) {
        return new ConnectionRules(
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                requests,
                streams,
                Optional.empty(),
                pings);
    }

    private static Map<String, Any> options(Upstream upstream) {
        Cluster.Builder cluster = Cluster.newBuilder();
        HttpProtocolTranslator.apply(upstream, cluster);
        return cluster.getTypedExtensionProtocolOptionsMap();
    }

    @Test
    void plainHttp1NeedsNoWords() {
        assertThat(options(upstream(UpstreamProtocol.HTTP1, ConnectionRules.DEFAULT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HTTP1     | common_http_protocol_options { max_requests_per_connection { value: 1 } } explicit_http_config { http_protocol_options {} }
                    HTTP2     | common_http_protocol_options { max_requests_per_connection { value: 1 } } explicit_http_config { http2_protocol_options { max_concurrent_streams { value: 9 } } }
                    AS_CLIENT | common_http_protocol_options { max_requests_per_connection { value: 1 } } use_downstream_protocol_config { http_protocol_options {} http2_protocol_options { max_concurrent_streams { value: 9 } } }
                    """)
    void eachProtocol(UpstreamProtocol protocol, String expected)
            throws InvalidProtocolBufferException {
        Any options =
                options(upstream(protocol, rules(1, 9, Optional.empty())))
                        .getOrDefault(KEY, Any.getDefaultInstance());

        assertThat(options.unpack(HttpProtocolOptions.class))
                .isEqualTo(Golden.text(HttpProtocolOptions.getDefaultInstance(), expected));
    }

    @Test
    void pingsWithAndWithoutAnInterval() throws InvalidProtocolBufferException {
        for (boolean regular : new boolean[] {true, false}) {
            Pings pings =
                    new Pings(
                            Optional.of(Duration.ofSeconds(30)).filter(_ -> regular),
                            Duration.ofSeconds(5));
            Any options =
                    options(upstream(UpstreamProtocol.HTTP2, rules(0, 0, Optional.of(pings))))
                            .getOrDefault(KEY, Any.getDefaultInstance());

            assertThat(options.unpack(HttpProtocolOptions.class))
                    .isEqualTo(
                            Golden.text(
                                    HttpProtocolOptions.getDefaultInstance(),
                                    "explicit_http_config { http2_protocol_options {"
                                            + " connection_keepalive { timeout { seconds: 5 } "
                                            + (regular ? "interval { seconds: 30 }" : "")
                                            + " } } }"));
        }
    }
}
