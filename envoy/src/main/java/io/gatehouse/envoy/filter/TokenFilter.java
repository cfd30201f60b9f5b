// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtClaimToHeader;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtHeader;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtProvider;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtProvider.NormalizePayload;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementAndList;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementOrList;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.RequirementRule;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.TokenIssuer;
import io.gatehouse.routing.TokenVerification;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Verifies tokens. What is accepted stays as metadata below `payload`, as in Istio, and routes are
/// looked up again by it. CORS preflights pass: browsers send them without tokens.
final class TokenFilter implements StageFilter {
    private static final JwtRequirement NO_TOKEN =
            JwtRequirement.newBuilder().setAllowMissing(Empty.getDefaultInstance()).build();

    /// The challenge number RSA-2048, whose factors nobody is known to have: a key with which no
    /// token can be signed, for issuers without one. Envoy refuses an empty set.
    private static final String NOBODYS_KEY =
            """
            {"keys":[{"kty":"RSA","e":"AQAB","n":"\
            x5cM7tzDsHVEkCAaeqYTzXOREIHHkPXxqHJvRjVQu1t_8NuOHqEYnscvk9FlABG9chrurMKs3jKgQQfwZIwoE6MfWwt3Zf-L\
            RLS2_8kzhLZG6wnHz16FktQOozyAA581tPFKBLUfe_14G-TRZzFkuo65kcLE1zC7vjX1kr3vUkr36Nrv0mxm_ALEea-J1k03\
            P0QnCUOd5mzrlV8-o31RWfYTWAn4UzS1yxgTrdyAzQVgnxCsapWtZYcskJUlva0yvHKVkmQpIPJMYdxbPDt5I-VrFqTZ03PY\
            ch8ko_wPGzEx9VYVFyhmvMww-VBUyCTnM6XraBf3vBY5nUjGNhzH5Q"}]}\
            """;

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.TOKENS;
    }

    @Override
    public PolicyStage stage() {
        return PolicyStage.TOKENS;
    }

    @Override
    public String typeUrl() {
        return Any.pack(JwtAuthentication.getDefaultInstance()).getTypeUrl();
    }

    static JwtAuthentication translate(TokenVerification verification) {
        List<TokenIssuer> issuers = verification.issuers();
        List<String> names =
                IntStream.range(0, issuers.size()).mapToObj(i -> "origins-" + i).toList();
        JwtAuthentication.Builder config =
                JwtAuthentication.newBuilder()
                        .setBypassCorsPreflight(true)
                        .addRules(
                                RequirementRule.newBuilder()
                                        .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                                        .setRequires(requirement(names)));
        for (int i = 0; i < issuers.size(); i++) {
            config.putProviders(names.get(i), provider(issuers.get(i)));
        }
        return config.build();
    }

    /// As in Istio: a token that one issuer accepts is enough, whatever else the request has;
    /// without one, no issuer may find a token that it refuses.
    private static JwtRequirement requirement(List<String> names) {
        List<JwtRequirement> eachOrNone =
                names.stream().map(name -> any(Stream.of(one(name), NO_TOKEN))).toList();
        if (eachOrNone.size() == 1) {
            return eachOrNone.getFirst();
        }
        JwtRequirement all =
                JwtRequirement.newBuilder()
                        .setRequiresAll(
                                JwtRequirementAndList.newBuilder().addAllRequirements(eachOrNone))
                        .build();
        return any(Stream.concat(names.stream().map(TokenFilter::one), Stream.of(all)));
    }

    private static JwtRequirement one(String name) {
        return JwtRequirement.newBuilder().setProviderName(name).build();
    }

    private static JwtRequirement any(Stream<JwtRequirement> of) {
        return JwtRequirement.newBuilder()
                .setRequiresAny(JwtRequirementOrList.newBuilder().addAllRequirements(of.toList()))
                .build();
    }

    private static JwtProvider provider(TokenIssuer issuer) {
        JwtProvider.Builder provider =
                JwtProvider.newBuilder()
                        .setIssuer(issuer.issuer())
                        .addAllAudiences(issuer.audiences())
                        .setLocalJwks(
                                DataSource.newBuilder()
                                        .setInlineString(issuer.keys().orElse(NOBODYS_KEY)))
                        .addAllFromParams(issuer.parameters())
                        .addAllFromCookies(issuer.cookies())
                        .setForward(issuer.forwarded())
                        .setForwardPayloadHeader(issuer.payloadHeader().orElse(""))
                        .setPayloadInMetadata("payload")
                        .setNormalizePayloadInMetadata(
                                NormalizePayload.newBuilder()
                                        .addAllSpaceDelimitedClaims(issuer.wordClaims()))
                        .setClearRouteCache(true);
        issuer.headers()
                .forEach(header ->
                        provider.addFromHeaders(
                                JwtHeader.newBuilder()
                                        .setName(header.name())
                                        .setValuePrefix(header.prefix())));
        issuer.claimHeaders()
                .forEach(output ->
                        provider.addClaimToHeaders(
                                JwtClaimToHeader.newBuilder()
                                        .setHeaderName(output.header())
                                        .setClaimName(output.claim())));
        return provider.build();
    }
}
