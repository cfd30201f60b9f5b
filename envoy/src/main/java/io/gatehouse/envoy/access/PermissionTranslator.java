// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.SourcedMetadata;
import io.envoyproxy.envoy.type.matcher.v3.ListMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.PathMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.RequestTrait;
import io.gatehouse.routing.RequestTrait.FilterNote;

/// What is asked for. Envoy refuses a set of none.
final class PermissionTranslator {
    private static final Permission ANY = Permission.newBuilder().setAny(true).build();

    private PermissionTranslator() {}

    static Permission translate(Clause<RequestTrait> clause) {
        return switch (clause) {
            case Clause.Trait<RequestTrait>(RequestTrait trait) -> translate(trait);
            case Clause.AllOf<RequestTrait>(var parts) when parts.isEmpty() -> ANY;
            case Clause.AnyOf<RequestTrait>(var parts) when parts.isEmpty() -> not(ANY);
            case Clause.AllOf<RequestTrait>(var parts) -> {
                Permission.Set.Builder set = Permission.Set.newBuilder();
                parts.forEach(part -> set.addRules(translate(part)));
                yield Permission.newBuilder().setAndRules(set).build();
            }
            case Clause.AnyOf<RequestTrait>(var parts) -> {
                Permission.Set.Builder set = Permission.Set.newBuilder();
                parts.forEach(part -> set.addRules(translate(part)));
                yield Permission.newBuilder().setOrRules(set).build();
            }
            case Clause.Not<RequestTrait>(var part) -> not(translate(part));
        };
    }

    private static Permission not(Permission permission) {
        return Permission.newBuilder().setNotRule(permission).build();
    }

    private static Permission translate(RequestTrait trait) {
        Permission.Builder permission = Permission.newBuilder();
        return switch (trait) {
            case RequestTrait.LocalAddress(var range) ->
                    permission.setDestinationIp(Ranges.of(range)).build();
            case RequestTrait.LocalPort(int port) -> permission.setDestinationPort(port).build();
            case RequestTrait.HelloName(var name) ->
                    permission.setRequestedServerName(StringMatchers.of(name)).build();
            case RequestTrait.OwnHeader(String name, var value) ->
                    permission.setHeader(HeaderMatchers.of(name, value)).build();
            case RequestTrait.OwnPath(var path) ->
                    permission
                            .setUrlPath(PathMatcher.newBuilder().setPath(StringMatchers.of(path)))
                            .build();
            case FilterNote note -> permission.setSourcedMetadata(metadata(note)).build();
        };
    }

    private static SourcedMetadata metadata(FilterNote note) {
        ValueMatcher one =
                ValueMatcher.newBuilder().setStringMatch(StringMatchers.of(note.value())).build();
        ValueMatcher value =
                note.element()
                        ? ValueMatcher.newBuilder()
                                .setListMatch(ListMatcher.newBuilder().setOneOf(one))
                                .build()
                        : one;
        return SourcedMetadata.newBuilder()
                .setMetadataMatcher(
                        MetadataMatcher.newBuilder()
                                .setFilter(note.filter())
                                .addPath(PathSegment.newBuilder().setKey(note.key()))
                                .setValue(value))
                .build();
    }
}
