// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.gatehouse.routing.OutOfService;
import java.util.List;
import java.util.stream.Collectors;

/// Answers requests itself. Envoy has no filter that answers with a body and headers of choice but
/// the one for scripts.
final class OutOfServiceFilter implements FeatureFilter<OutOfService> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.OUT_OF_SERVICE;
    }

    @Override
    public Class<OutOfService> feature() {
        return OutOfService.class;
    }

    @Override
    public Composite neutral() {
        return RouteFilters.NONE;
    }

    @Override
    public Any translate(OutOfService answer) {
        return RouteFilters.unless(
                answer.except().stream().map(Predicates::of).toList(),
                List.of(
                        Lua.newBuilder()
                                .setDefaultSourceCode(
                                        DataSource.newBuilder().setInlineString(script(answer)))
                                .build()));
    }

    private static String script(OutOfService answer) {
        String headers =
                answer.headers().entrySet().stream()
                        .map(header ->
                                ", [%s] = %s"
                                        .formatted(
                                                quote(header.getKey()), quote(header.getValue())))
                        .collect(Collectors.joining());
        return """
        function envoy_on_request(request)
          request:respond({[":status"] = "%d"%s}, %s)
        end
        """
                .formatted(answer.status(), headers, quote(answer.body()));
    }

    /// As a literal of Lua: whatever could end it or start something is written as its number.
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c < ' ' || c == '"' || c == '\\') {
                        quoted.append("\\%03d".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }
}
