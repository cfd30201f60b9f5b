// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.AuthorizationRequest;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.AuthorizationResponse;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.BufferSettings;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.HttpService;
import io.envoyproxy.envoy.type.matcher.v3.ListStringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.GrpcServices;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.CheckService;
import io.gatehouse.routing.CheckService.BodyAsked;
import io.gatehouse.routing.CheckService.Call;
import io.gatehouse.routing.CheckService.OverGrpc;
import io.gatehouse.routing.CheckService.OverHttp;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.ValueMatch;
import java.util.List;

/// A check as the configuration of Envoy's external authorization filter, which asks about what the
/// RBAC filter before it has noted.
final class CheckTranslator {
    private static final String HTTP_RBAC = "envoy.filters.http.rbac";
    private static final String NETWORK_RBAC = "envoy.filters.network.rbac";
    private static final String SELECTED_BY =
            RbacTranslator.SELECTION_PREFIX + "shadow_effective_policy_id";

    private CheckTranslator() {}

    static Message translate(ExternalCheck check) {
        return check.stage().ofConnections()
                ? ofConnections(check.service())
                : ofRequests(check.service());
    }

    /// Envoy asks about connections by gRPC only.
    private static Message ofConnections(CheckService service) {
        Call call = service.call();
        return io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3.ExtAuthz.newBuilder()
                .setStatPrefix("tcp.")
                .setGrpcService(grpc(call))
                .setFailureModeAllow(call.opensOnFailure())
                .setTransportApiVersion(ApiVersion.V3)
                .setFilterEnabledMetadata(selectedBy(NETWORK_RBAC))
                .build();
    }

    private static Message ofRequests(CheckService service) {
        Call call = service.call();
        ExtAuthz.Builder filter =
                ExtAuthz.newBuilder()
                        .setFailureModeAllow(call.opensOnFailure())
                        .setClearRouteCache(call.reroutes())
                        .setTransportApiVersion(ApiVersion.V3)
                        .setFilterEnabledMetadata(selectedBy(HTTP_RBAC));
        call.statusOnFailure()
                .map(status -> HttpStatus.newBuilder().setCodeValue(status).build())
                .ifPresent(filter::setStatusOnError);
        call.body().map(CheckTranslator::body).ifPresent(filter::setWithRequestBody);
        return switch (service) {
            case OverGrpc _ -> filter.setGrpcService(grpc(call)).build();
            case OverHttp http -> {
                if (!http.headersAsked().isEmpty()) {
                    filter.setAllowedHeaders(headers(http.headersAsked()));
                }
                yield filter.setHttpService(http(http)).build();
            }
        };
    }

    private static GrpcService grpc(Call call) {
        return GrpcServices.of(call.upstream(), call.timeout());
    }

    private static HttpService http(OverHttp http) {
        AuthorizationRequest.Builder request = AuthorizationRequest.newBuilder();
        http.headersAdded()
                .forEach((name, value) ->
                        request.addHeadersToAdd(
                                HeaderValue.newBuilder().setKey(name).setValue(value)));
        AuthorizationResponse.Builder response = AuthorizationResponse.newBuilder();
        if (!http.headersUpstream().isEmpty()) {
            response.setAllowedUpstreamHeaders(headers(http.headersUpstream()));
        }
        if (!http.headersOnAllow().isEmpty()) {
            response.setAllowedClientHeadersOnSuccess(headers(http.headersOnAllow()));
        }
        if (!http.headersOnRefusal().isEmpty()) {
            response.setAllowedClientHeaders(headers(http.headersOnRefusal()));
        }
        return HttpService.newBuilder()
                .setServerUri(
                        HttpUri.newBuilder()
                                .setUri("http://" + http.host())
                                .setCluster(http.call().upstream())
                                .setTimeout(EnvoyDuration.of(http.call().timeout())))
                .setPathPrefix(http.pathPrefix())
                .setAuthorizationRequest(request)
                .setAuthorizationResponse(response)
                .build();
    }

    private static ListStringMatcher headers(List<ValueMatch> names) {
        ListStringMatcher.Builder list = ListStringMatcher.newBuilder();
        names.forEach(
                name -> list.addPatterns(StringMatchers.of(name).toBuilder().setIgnoreCase(true)));
        return list.build();
    }

    private static BufferSettings body(BodyAsked body) {
        return BufferSettings.newBuilder()
                .setMaxRequestBytes(body.mostBytes())
                .setAllowPartialMessage(body.partial())
                .setPackAsBytes(body.raw())
                .build();
    }

    private static MetadataMatcher selectedBy(String filter) {
        return MetadataMatcher.newBuilder()
                .setFilter(filter)
                .addPath(PathSegment.newBuilder().setKey(SELECTED_BY))
                .setValue(
                        ValueMatcher.newBuilder()
                                .setStringMatch(
                                        StringMatcher.newBuilder()
                                                .setSafeRegex(StringMatchers.regex(".+"))))
                .build();
    }
}
