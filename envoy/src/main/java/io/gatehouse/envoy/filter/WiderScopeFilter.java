// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import java.util.Optional;

/// Looks a request up among the wildcards of its table, when the scope of its host has no routes.
/// It is off where they are found, and costs nothing there.
///
/// Envoy compares scopes as they are written, and hosts in lower case: a host with capitals is
/// looked up once more before that.
public final class WiderScopeFilter implements HttpFilterTranslator {
    /// Its name, and that of the metadata that it reads.
    public static final String NAME = HttpFilterOrder.WIDER_SCOPE.filterName();

    /// Set in the metadata of a virtual host of its own scope.
    public static final String FOUND = "found";

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.WIDER_SCOPE;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return http.delivery().byHost() ? Optional.of(config(http.routeTable())) : Optional.empty();
    }

    /// `metadata()` is what has Envoy look for the route at once.
    private static String script(String table) {
        return """
        local header = "%1$s"
        local table_prefix = "%2$s"
        local wildcards = "%3$s"
        function envoy_on_request(request)
          local headers = request:headers()
          local asked = headers:get(header) or ""
          local lower = table_prefix .. string.lower(string.sub(asked, #table_prefix + 1))
          if lower ~= asked then
            headers:replace(header, lower)
            request:clearRouteCache()
            request:metadata()
            if request:virtualHost():metadata():get("%4$s") then
              return
            end
          end
          headers:replace(header, wildcards)
          request:clearRouteCache()
        end
        """
                .formatted(
                        RouteScope.HEADER,
                        RouteScope.prefix(table),
                        RouteScope.wildcards(table),
                        FOUND);
    }

    private static Any config(String table) {
        return Any.pack(
                Lua.newBuilder()
                        .setDefaultSourceCode(
                                DataSource.newBuilder().setInlineString(script(table)))
                        .build());
    }
}
