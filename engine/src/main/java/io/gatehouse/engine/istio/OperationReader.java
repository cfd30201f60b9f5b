// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AuthorizationPolicy.Condition;
import io.gatehouse.config.istio.AuthorizationPolicy.Operation;
import io.gatehouse.engine.AddressBlock;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.RequestTrait;
import io.gatehouse.routing.RequestTrait.FilterNote;
import io.gatehouse.routing.RequestTrait.HelloName;
import io.gatehouse.routing.RequestTrait.LocalAddress;
import io.gatehouse.routing.RequestTrait.LocalPort;
import io.gatehouse.routing.RequestTrait.OwnHeader;
import io.gatehouse.routing.RequestTrait.OwnPath;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.Set;

/// `to.operation` of an AuthorizationPolicy, and the conditions about what is asked for.
record OperationReader(AccessScope scope) {
    private static final String FILTER = "experimental.envoy.filters.";
    private static final String EXPERIMENTAL = "experimental.";
    private static final Set<String> KEYS =
            Set.of("destination.ip", "destination.port", "connection.sni");

    static boolean reads(String key) {
        return KEYS.contains(key) || key.startsWith(FILTER);
    }

    void add(ClauseBuilder<RequestTrait> builder, Operation operation) {
        builder.addOfHttp(
                        operation.hosts(),
                        operation.notHosts(),
                        (value, wide) -> header(":authority", HostPattern.of(value, wide)))
                .addOfHttp(
                        operation.methods(),
                        operation.notMethods(),
                        (value, _) -> header(":method", ValuePattern.ofHeader(value)))
                .addOfHttp(
                        operation.paths(),
                        operation.notPaths(),
                        (value, wide) ->
                                new Clause.Trait<>(new OwnPath(PathPattern.of(value, wide))))
                .add(operation.ports(), operation.notPorts(), (value, _) -> port(value));
    }

    void add(ClauseBuilder<RequestTrait> builder, Condition condition) {
        List<String> values = condition.values();
        List<String> notValues = condition.notValues();
        String key = condition.key();
        switch (key) {
            case "destination.ip" -> builder.add(values, notValues, (value, _) -> address(value));
            case "destination.port" -> builder.add(values, notValues, (value, _) -> port(value));
            case "connection.sni" -> builder.add(values, notValues, (value, _) -> hello(value));
            default -> {
                if (key.startsWith(FILTER)) {
                    builder.add(values, notValues, note(key.substring(EXPERIMENTAL.length())));
                }
            }
        }
    }

    private static Clause<RequestTrait> header(String name, ValueMatch match) {
        return new Clause.Trait<>(new OwnHeader(name, match));
    }

    private static Clause<RequestTrait> port(String value) {
        return new Clause.Trait<>(new LocalPort(Integer.parseInt(value)));
    }

    private static Clause<RequestTrait> address(String value) {
        return new Clause.Trait<>(new LocalAddress(AddressBlock.of(value)));
    }

    private static Clause<RequestTrait> hello(String value) {
        return new Clause.Trait<>(new HelloName(ValuePattern.of(value)));
    }

    /// `filter[key]`; a value in brackets is one of a list.
    private static ClauseBuilder.ValueReader<RequestTrait> note(String place) {
        int open = place.indexOf('[');
        String filter = place.substring(0, open);
        String key = place.substring(open + 1, place.length() - 1);
        return (value, _) -> {
            boolean element = value.startsWith("[") && value.endsWith("]");
            String plain = element ? value.substring(1, value.length() - 1) : value;
            return new Clause.Trait<>(new FilterNote(filter, key, ValuePattern.of(plain), element));
        };
    }
}
