// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AuthorizationPolicy.Condition;
import io.gatehouse.config.istio.AuthorizationPolicy.Source;
import io.gatehouse.engine.AddressBlock;
import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CallerTrait.CallerHeader;
import io.gatehouse.routing.CallerTrait.CertifiedName;
import io.gatehouse.routing.CallerTrait.ClientAddress;
import io.gatehouse.routing.CallerTrait.PeerAddress;
import io.gatehouse.routing.CallerTrait.TokenClaim;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `from.source` of an AuthorizationPolicy, and the conditions about who asks.
record SourceReader(AccessScope scope) {
    private static final String HEADER = "request.headers";
    private static final String CLAIM = "request.auth.claims";
    private static final Set<String> KEYS =
            Set.of(
                    "source.ip",
                    "remote.ip",
                    "source.namespace",
                    "source.serviceAccount",
                    "source.trustDomain",
                    "source.principal",
                    "request.auth.principal",
                    "request.auth.audiences",
                    "request.auth.presenter");

    static boolean reads(String key) {
        return KEYS.contains(key) || key.startsWith(HEADER) || key.startsWith(CLAIM);
    }

    void add(ClauseBuilder<CallerTrait> builder, Source source) {
        builder.add(source.principals(), source.notPrincipals(), (value, _) -> principal(value))
                .addOfHttp(
                        source.requestPrincipals(),
                        source.notRequestPrincipals(),
                        TokenPrincipal::of)
                .add(source.namespaces(), source.notNamespaces(), (value, _) -> namespace(value))
                .add(
                        source.serviceAccounts(),
                        source.notServiceAccounts(),
                        (value, _) -> serviceAccount(value))
                .add(
                        source.trustDomains(),
                        source.notTrustDomains(),
                        (value, _) -> trustDomain(value))
                .add(source.ipBlocks(), source.notIpBlocks(), (value, _) -> peer(value))
                .add(
                        source.remoteIpBlocks(),
                        source.notRemoteIpBlocks(),
                        (value, _) -> client(value));
    }

    void add(ClauseBuilder<CallerTrait> builder, Condition condition) {
        List<String> values = condition.values();
        List<String> notValues = condition.notValues();
        String key = condition.key();
        switch (key) {
            case "source.ip" -> builder.add(values, notValues, (value, _) -> peer(value));
            case "remote.ip" -> builder.add(values, notValues, (value, _) -> client(value));
            case "source.namespace" ->
                    builder.add(values, notValues, (value, _) -> namespace(value));
            case "source.serviceAccount" ->
                    builder.add(values, notValues, (value, _) -> serviceAccount(value));
            case "source.trustDomain" ->
                    builder.add(values, notValues, (value, _) -> trustDomain(value));
            case "source.principal" ->
                    builder.add(values, notValues, (value, _) -> principal(value));
            case "request.auth.principal" ->
                    builder.addOfHttp(values, notValues, TokenPrincipal::of);
            case "request.auth.audiences" ->
                    builder.addOfHttp(values, notValues, claim(List.of("aud")));
            case "request.auth.presenter" ->
                    builder.addOfHttp(values, notValues, claim(List.of("azp")));
            default -> {
                if (key.startsWith(HEADER)) {
                    builder.addOfHttp(values, notValues, header(key));
                } else if (key.startsWith(CLAIM)) {
                    builder.addOfHttp(values, notValues, claim(names(key, CLAIM)));
                }
            }
        }
    }

    private Clause<CallerTrait> principal(String value) {
        return certified(scope.names().principal(value));
    }

    private Clause<CallerTrait> trustDomain(String value) {
        return certified(scope.names().trustDomain(value));
    }

    private static Clause<CallerTrait> namespace(String value) {
        return certified(List.of(CertifiedNames.namespace(value)));
    }

    private Clause<CallerTrait> serviceAccount(String value) {
        return certified(List.of(CertifiedNames.serviceAccount(value, scope.namespace())));
    }

    private static Clause<CallerTrait> certified(List<ValueMatch> names) {
        List<Clause<CallerTrait>> each =
                names.stream()
                        .<Clause<CallerTrait>>map(
                                name -> new Clause.Trait<>(new CertifiedName(name)))
                        .toList();
        return each.size() == 1 ? each.getFirst() : new Clause.AnyOf<>(each);
    }

    private static Clause<CallerTrait> peer(String value) {
        return new Clause.Trait<>(new PeerAddress(AddressBlock.of(value)));
    }

    private static Clause<CallerTrait> client(String value) {
        return new Clause.Trait<>(new ClientAddress(AddressBlock.of(value)));
    }

    private static ClauseBuilder.ValueReader<CallerTrait> claim(List<String> claim) {
        return (value, _) -> new Clause.Trait<>(new TokenClaim(claim, ValuePattern.of(value)));
    }

    private static ClauseBuilder.ValueReader<CallerTrait> header(String key) {
        String name = names(key, HEADER).getFirst().toLowerCase(Locale.ROOT);
        return (value, _) ->
                new Clause.Trait<>(new CallerHeader(name, ValuePattern.ofHeader(value)));
    }

    /// What stands in brackets after the key's first part.
    private static List<String> names(String key, String first) {
        String brackets = key.substring(first.length());
        return List.of(brackets.substring(1, brackets.length() - 1).split("]\\[", -1));
    }
}
