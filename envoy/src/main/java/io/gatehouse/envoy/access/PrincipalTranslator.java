// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.SourcedMetadata;
import io.gatehouse.envoy.ClaimMatcher;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.ClaimCondition;
import io.gatehouse.routing.Clause;

/// Who asks. Envoy refuses a set of none.
final class PrincipalTranslator {
    private static final Principal ANY = Principal.newBuilder().setAny(true).build();

    private PrincipalTranslator() {}

    static Principal translate(Clause<CallerTrait> clause) {
        return switch (clause) {
            case Clause.Trait<CallerTrait>(CallerTrait trait) -> translate(trait);
            case Clause.AllOf<CallerTrait>(var parts) when parts.isEmpty() -> ANY;
            case Clause.AnyOf<CallerTrait>(var parts) when parts.isEmpty() -> not(ANY);
            case Clause.AllOf<CallerTrait>(var parts) -> {
                Principal.Set.Builder set = Principal.Set.newBuilder();
                parts.forEach(part -> set.addIds(translate(part)));
                yield Principal.newBuilder().setAndIds(set).build();
            }
            case Clause.AnyOf<CallerTrait>(var parts) -> {
                Principal.Set.Builder set = Principal.Set.newBuilder();
                parts.forEach(part -> set.addIds(translate(part)));
                yield Principal.newBuilder().setOrIds(set).build();
            }
            case Clause.Not<CallerTrait>(var part) -> not(translate(part));
        };
    }

    private static Principal not(Principal principal) {
        return Principal.newBuilder().setNotId(principal).build();
    }

    private static Principal translate(CallerTrait trait) {
        Principal.Builder principal = Principal.newBuilder();
        return switch (trait) {
            case CallerTrait.CertifiedName(var name) ->
                    principal
                            .setAuthenticated(
                                    Principal.Authenticated.newBuilder()
                                            .setPrincipalName(StringMatchers.of(name)))
                            .build();
            case CallerTrait.PeerAddress(var range) ->
                    principal.setDirectRemoteIp(Ranges.of(range)).build();
            case CallerTrait.ClientAddress(var range) ->
                    principal.setRemoteIp(Ranges.of(range)).build();
            case CallerTrait.CallerHeader(String name, var value) ->
                    principal.setHeader(HeaderMatchers.of(name, value)).build();
            case CallerTrait.TokenClaim(var claim, var value) ->
                    principal
                            .setSourcedMetadata(
                                    SourcedMetadata.newBuilder()
                                            .setMetadataMatcher(
                                                    ClaimMatcher.of(
                                                            new ClaimCondition(
                                                                    claim, value, false))))
                            .build();
        };
    }
}
