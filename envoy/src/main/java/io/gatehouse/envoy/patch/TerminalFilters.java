// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.EnvoyTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Filters that end a chain of filters: Envoy wants exactly one, at the end.
final class TerminalFilters {
    private static final String NETWORK = "envoy.extensions.filters.network.";
    private static final Set<String> NETWORK_TYPES =
            Set.of(
                    NETWORK + "direct_response.v3.Config",
                    NETWORK + "dubbo_proxy.v3.DubboProxy",
                    NETWORK + "echo.v3.Echo",
                    NETWORK + "generic_proxy.v3.GenericProxy",
                    NETWORK + "http_connection_manager.v3.HttpConnectionManager",
                    NETWORK + "redis_proxy.v3.RedisProxy",
                    NETWORK + "reverse_tunnel.v3.ReverseTunnel",
                    NETWORK + "tcp_proxy.v3.TcpProxy",
                    NETWORK + "thrift_proxy.v3.ThriftProxy");

    /// Which says itself whether it ends a chain.
    private static final String DYNAMIC_MODULES = ".dynamic_modules.";

    private static final String ROUTER = "envoy.extensions.filters.http.router.v3.Router";

    private TerminalFilters() {}

    static Optional<String> networkProblem(List<Filter> filters) {
        return problem(
                filters,
                Filter::getTypedConfig,
                NETWORK_TYPES::contains,
                Filter::getName,
                "INSERT_BEFORE with the name of the last one puts a filter where Envoy takes it");
    }

    static Optional<String> httpProblem(List<HttpFilter> filters) {
        return problem(
                filters,
                HttpFilter::getTypedConfig,
                ROUTER::equals,
                HttpFilter::getName,
                "INSERT_BEFORE with the subFilter envoy.filters.http.router puts a filter where Envoy takes it");
    }

    private static <F> Optional<String> problem(
            List<F> filters,
            Function<F, Any> config,
            Predicate<String> ends,
            Function<F, String> name,
            String advice) {
        List<String> types = filters.stream().map(config).map(TerminalFilters::type).toList();
        boolean well =
                types.stream().anyMatch(type -> type.contains(DYNAMIC_MODULES))
                        || (types.stream().filter(ends).count() == 1 && ends.test(types.getLast()));
        return well
                ? Optional.empty()
                : Optional.of(
                        "it would leave the filters %s (expected: exactly one that ends the chain, as the last; %s)"
                                .formatted(filters.stream().map(name).toList(), advice));
    }

    private static String type(Any config) {
        return EnvoyTypes.name(config.getTypeUrl());
    }

    /// Whether a patch's configuration, if it has any, fits the filter's.
    static boolean sameType(Any patch, Any filter) {
        return patch.getTypeUrl().isEmpty() || type(patch).equals(type(filter));
    }

    static String otherType(String filter, Any is, Any found) {
        return "found %s (expected: %s, which is what %s has)"
                .formatted(type(found), type(is), filter);
    }
}
