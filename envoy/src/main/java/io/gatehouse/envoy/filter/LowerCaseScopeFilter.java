// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.RouteDelivery;
import java.util.Optional;

/// Has routes asked for by the host in lower case, see [RoutesOnDemandFilter].
public final class LowerCaseScopeFilter implements HttpFilterTranslator {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.LOWER_CASE_SCOPE;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return http.delivery() == RouteDelivery.HOST_ON_DEMAND
                ? Optional.of(config(http.routeTable()))
                : Optional.empty();
    }

    private static Any config(String table) {
        String script =
                """
                local header = "%s"
                local table_prefix = "%s"
                function envoy_on_request(request)
                  local headers = request:headers()
                  local asked = headers:get(header) or ""
                  local lower = table_prefix .. string.lower(string.sub(asked, #table_prefix + 1))
                  if lower ~= asked then
                    headers:replace(header, lower)
                    request:clearRouteCache()
                  end
                end
                """
                        .formatted(RouteScope.HEADER, RouteScope.prefix(table));
        return Any.pack(
                Lua.newBuilder()
                        .setDefaultSourceCode(DataSource.newBuilder().setInlineString(script))
                        .build());
    }
}
