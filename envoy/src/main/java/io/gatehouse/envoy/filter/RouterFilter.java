// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import java.util.Optional;

final class RouterFilter implements HttpFilterTranslator {
    private static final Any CONFIG = Any.pack(Router.getDefaultInstance());
    private static final Any SILENT =
            Any.pack(Router.newBuilder().setSuppressEnvoyHeaders(true).build());

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.ROUTER;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return Optional.of(http.edge().added().ofProxy() ? CONFIG : SILENT);
    }
}
