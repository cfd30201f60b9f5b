// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import java.util.Optional;

final class GrpcWebFilter implements HttpFilterTranslator {
    private static final Any CONFIG = Any.pack(GrpcWeb.getDefaultInstance());

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.GRPC_WEB;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return http.grpcWeb() ? Optional.of(CONFIG) : Optional.empty();
    }
}
