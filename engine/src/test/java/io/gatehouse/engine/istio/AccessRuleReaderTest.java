// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.AddressRange;
import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CallerTrait.CallerHeader;
import io.gatehouse.routing.CallerTrait.ClientAddress;
import io.gatehouse.routing.CallerTrait.PeerAddress;
import io.gatehouse.routing.CallerTrait.TokenClaim;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRuleReaderTest {
    private static Optional<AccessRule> read(String rule, boolean refuses, boolean ofConnections) {
        String yaml =
                "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: b}, spec: {rules: ["
                        + rule
                        + "]}}";
        AuthorizationPolicy policy =
                (AuthorizationPolicy)
                        ((ReadResult.Read)
                                        new YamlReader(ReadLimits.DEFAULT)
                                                .read("f", yaml)
                                                .getFirst())
                                .object();
        return new AccessRuleReader(
                        new AccessScope(
                                "b",
                                new CertifiedNames(List.of("cluster.local")),
                                refuses,
                                ofConnections))
                .read("r", policy.spec().rules().getFirst());
    }

    private static AccessRule ofRequests(String rule) {
        return read(rule, false, false).orElseThrow();
    }

    private static Clause<CallerTrait> caller(CallerTrait trait) {
        return new Clause.Trait<>(trait);
    }

    private static Clause<RequestTrait> request(RequestTrait trait) {
        return new Clause.Trait<>(trait);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static <T> Clause<T> all(Clause<T>... parts) {
        return new Clause.AllOf<>(List.of(parts));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static <T> Clause<T> any(Clause<T>... parts) {
        return new Clause.AnyOf<>(List.of(parts));
    }

    @Test
    void anEmptyRuleMatchesEverything() {
        assertThat(ofRequests("{}")).isEqualTo(new AccessRule("r", any(all()), any(all())));
    }

    @Test
    void valuesAreAlternativesAndFieldsAreNot() {
        AccessRule rule =
                ofRequests(
                        "{from: [{source: {ipBlocks: [10.0.0.1, 10.1.0.0/16], notRemoteIpBlocks: ['::1']}}, {source: {ipBlocks: [1.1.1.1]}}]}");

        assertThat(rule.caller())
                .isEqualTo(
                        any(
                                all(
                                        any(
                                                caller(
                                                        new PeerAddress(
                                                                new AddressRange("10.0.0.1", 32))),
                                                caller(
                                                        new PeerAddress(
                                                                new AddressRange("10.1.0.0", 16)))),
                                        new Clause.Not<>(
                                                any(
                                                        caller(
                                                                new ClientAddress(
                                                                        new AddressRange(
                                                                                "::1", 128)))))),
                                all(
                                        any(
                                                caller(
                                                        new PeerAddress(
                                                                new AddressRange(
                                                                        "1.1.1.1", 32)))))));
    }

    @Test
    void operations() {
        AccessRule rule =
                ofRequests(
                        "{to: [{operation: {methods: [GET, 'P*', '*'], paths: ['/a*'], notPorts: ['8080']}}]}");

        assertThat(rule.request())
                .isEqualTo(
                        any(
                                all(
                                        any(
                                                request(
                                                        new OwnHeader(
                                                                ":method",
                                                                new ValueMatch.Exact("GET"))),
                                                request(
                                                        new OwnHeader(
                                                                ":method",
                                                                new ValueMatch.StartsWith("P"))),
                                                request(
                                                        new OwnHeader(
                                                                ":method",
                                                                new ValueMatch.Present()))),
                                        any(request(new OwnPath(new ValueMatch.StartsWith("/a")))),
                                        new Clause.Not<>(any(request(new LocalPort(8080)))))));
    }

    @Test
    void conditionsHoldForEverySourceAndOperation() {
        AccessRule rule =
                ofRequests(
                        """
                        {from: [{source: {ipBlocks: [1.1.1.1]}}, {source: {ipBlocks: [2.2.2.2]}}],
                         when: [{key: 'request.headers[X-Team]', values: [red]}, {key: destination.port, values: ['80']}]}
                        """);
        Clause<CallerTrait> team =
                any(caller(new CallerHeader("x-team", new ValueMatch.Exact("red"))));

        assertThat(rule.caller())
                .isEqualTo(
                        any(
                                all(any(caller(peer("1.1.1.1"))), team),
                                all(any(caller(peer("2.2.2.2"))), team)));
        assertThat(rule.request()).isEqualTo(any(all(any(request(new LocalPort(80))))));
    }

    private static PeerAddress peer(String address) {
        return new PeerAddress(new AddressRange(address, 32));
    }

    @Test
    void keysOfConditions() {
        assertThat(condition("destination.ip", "10.0.0.0/8"))
                .isEqualTo(request(new LocalAddress(new AddressRange("10.0.0.0", 8))));
        assertThat(condition("connection.sni", "*.a"))
                .isEqualTo(request(new HelloName(new ValueMatch.EndsWith(".a"))));
        assertThat(condition("experimental.envoy.filters.http.x[k]", "[v*]"))
                .isEqualTo(
                        request(
                                new FilterNote(
                                        "envoy.filters.http.x",
                                        "k",
                                        new ValueMatch.StartsWith("v"),
                                        true)));
        assertThat(callerCondition("request.auth.claims[a][b]", "*"))
                .isEqualTo(caller(new TokenClaim(List.of("a", "b"), new ValueMatch.Regex(".+"))));
        assertThat(callerCondition("request.auth.audiences", "web"))
                .isEqualTo(caller(new TokenClaim(List.of("aud"), new ValueMatch.Exact("web"))));
        assertThat(callerCondition("request.headers[a]", "*"))
                .isEqualTo(caller(new CallerHeader("a", new ValueMatch.Present())));
    }

    private static Clause<RequestTrait> condition(String key, String value) {
        AccessRule rule = ofRequests(when(key, value));
        return rule.request() instanceof Clause.AnyOf<RequestTrait>(var any)
                        && any.getFirst() instanceof Clause.AllOf<RequestTrait>(var all)
                        && all.getFirst() instanceof Clause.AnyOf<RequestTrait>(var values)
                ? values.getFirst()
                : Clause.nothing();
    }

    private static Clause<CallerTrait> callerCondition(String key, String value) {
        AccessRule rule = ofRequests(when(key, value));
        return rule.caller() instanceof Clause.AnyOf<CallerTrait>(var any)
                        && any.getFirst() instanceof Clause.AllOf<CallerTrait>(var all)
                        && all.getFirst() instanceof Clause.AnyOf<CallerTrait>(var values)
                ? values.getFirst()
                : Clause.nothing();
    }

    private static String when(String key, String value) {
        return "{when: [{key: '%s', values: ['%s']}]}".formatted(key, value);
    }

    @Test
    void aHostIsWideWhereAMatchRefuses() {
        String rule = "{to: [{operation: {hosts: [a], notHosts: [b]}}]}";
        ValueMatch strict = new ValueMatch.Regex("(?i)a");
        ValueMatch wide = new ValueMatch.Regex("(?i)a\\.*(?::.*)?");
        ValueMatch notStrict = new ValueMatch.Regex("(?i)b");
        ValueMatch notWide = new ValueMatch.Regex("(?i)b\\.*(?::.*)?");

        assertThat(read(rule, false, false).orElseThrow().request())
                .isEqualTo(hosts(strict, notWide));
        assertThat(read(rule, true, false).orElseThrow().request())
                .isEqualTo(hosts(wide, notStrict));
    }

    private static Clause<RequestTrait> hosts(ValueMatch host, ValueMatch notHost) {
        return any(
                all(
                        any(request(new OwnHeader(":authority", host))),
                        new Clause.Not<>(any(request(new OwnHeader(":authority", notHost))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: [{operation: {methods: [GET]}}]}",
                "{to: [{operation: {notHosts: [a]}}]}",
                "{to: [{operation: {paths: [/a]}}, {operation: {ports: ['80']}}]}",
                "{from: [{source: {requestPrincipals: ['*']}}]}",
                "{when: [{key: 'request.headers[a]', values: [b]}]}",
                "{when: [{key: 'request.auth.claims[a]', notValues: [b]}]}",
                "{when: [{key: request.auth.audiences, values: [b]}]}",
            })
    void aConnectionIsNeverAdmittedByWhatOnlyHttpHas(String rule) {
        assertThat(read(rule, false, true)).isEmpty();
        assertThat(read(rule, false, false)).isPresent();
    }

    @Test
    void aConnectionIsRefusedAsIfWhatOnlyHttpHasWereNotAskedFor() {
        assertThat(
                        read(
                                "{to: [{operation: {methods: [GET], ports: ['80']}}], when: [{key: 'request.headers[a]', values: [b]}]}",
                                true,
                                true))
                .contains(
                        new AccessRule("r", any(all()), any(all(any(request(new LocalPort(80)))))));
    }
}
