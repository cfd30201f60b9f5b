// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpFilterChainTest {
    @Test
    void everyTranslatorIsInTheChain() {
        List<Class<?>> translators =
                HttpFilterChain.translators().stream().<Class<?>>map(Object::getClass).toList();

        assertThat(translators)
                .containsExactlyInAnyOrder(HttpFilterTranslator.class.getPermittedSubclasses());
    }

    @Test
    void everyPlaceIsTakenOnceAndInOrder() {
        assertThat(HttpFilterChain.translators())
                .extracting(HttpFilterTranslator::order)
                .containsExactly(HttpFilterOrder.values());
    }

    @Test
    void routerEndsTheChain() {
        assertThat(HttpFilterChain.of(Samples.PLAIN))
                .extracting(HttpFilter::getName)
                .endsWith("envoy.filters.http.router");
    }
}
