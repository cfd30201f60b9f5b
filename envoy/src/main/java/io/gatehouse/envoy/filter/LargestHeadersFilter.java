// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.gatehouse.routing.LargestHeaders;
import java.util.List;

/// Counts the headers of requests that connections have taken. Envoy itself has limits for
/// connections only.
final class LargestHeadersFilter implements FeatureFilter<LargestHeaders> {
    private static final int KIBIBYTE = 1024;

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.LARGEST_HEADERS;
    }

    @Override
    public Class<LargestHeaders> feature() {
        return LargestHeaders.class;
    }

    @Override
    public Composite neutral() {
        return RouteFilters.NONE;
    }

    @Override
    public Any translate(LargestHeaders headers) {
        return RouteFilters.always(
                List.of(
                        Lua.newBuilder()
                                .setDefaultSourceCode(
                                        DataSource.newBuilder().setInlineString(script(headers)))
                                .build()));
    }

    /// What begins with a colon is no header to who sends it.
    private static String script(LargestHeaders headers) {
        return """
        function envoy_on_request(request)
          local bytes, count = 0, 0
          for name, value in pairs(request:headers()) do
            bytes = bytes + #name + #value
            if name:sub(1, 1) ~= ":" then
              count = count + 1
            end
          end
          if bytes > %s or count > %s then
            request:respond({[":status"] = "431"}, "")
          end
        end
        """
                .formatted(
                        headers.kibibytes().map(kib -> "" + kib * KIBIBYTE).orElse("math.huge"),
                        headers.count().map(String::valueOf).orElse("math.huge"));
    }
}
