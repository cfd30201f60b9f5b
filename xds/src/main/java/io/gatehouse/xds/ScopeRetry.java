// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;

/// A scope that is sent again because another one of its response was refused. Envoy 1.40 has noted
/// those that came before the refused one as known, without taking them into use, and passes over
/// what it knows already (`ScopedRdsConfigSubscription::addOrUpdateScopes`): it must look
/// different.
final class ScopeRetry {
    private static final String HEADER = "x-gatehouse-response-";

    private ScopeRetry() {}

    /// @param scope of which the routes are part; any other is left as it is
    /// @param number of the response, which no other one has
    static Any body(VersionedResource scope, long number) {
        try {
            ScopedRouteConfiguration.Builder retried =
                    ScopedRouteConfiguration.parseFrom(scope.body().getValue()).toBuilder();
            if (!retried.hasRouteConfiguration()) {
                return scope.body();
            }
            retried.getRouteConfigurationBuilder().addInternalOnlyHeaders(HEADER + number);
            return scope.body().toBuilder().setValue(retried.build().toByteString()).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(scope.name() + ": not readable", e);
        }
    }
}
