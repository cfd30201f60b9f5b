// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A service that is asked whether a request may go on, and how it is asked.
public sealed interface CheckService {
    Call call();

    /// By a request with the same method, path and host.
    ///
    /// @param host that the question is addressed to
    /// @param pathPrefix put in front of the path
    /// @param headersAsked those of the request that are passed on, beside the usual ones
    /// @param headersAdded to the question
    /// @param headersUpstream of the answer that allows, put on the request
    /// @param headersOnAllow of the answer that allows, put on the client's answer
    /// @param headersOnRefusal of the answer that refuses, passed on to the client; empty means all
    record OverHttp(
            Call call,
            String host,
            String pathPrefix,
            List<ValueMatch> headersAsked,
            SortedMap<String, String> headersAdded,
            List<ValueMatch> headersUpstream,
            List<ValueMatch> headersOnAllow,
            List<ValueMatch> headersOnRefusal)
            implements CheckService {}

    /// By Envoy's gRPC service `envoy.service.auth.v3.Authorization`.
    record OverGrpc(Call call) implements CheckService {}

    /// What both have in common.
    ///
    /// @param upstream name of an [Upstream]
    /// @param opensOnFailure whether requests go on when the service cannot be asked
    /// @param reroutes whether the route is chosen anew after a request was allowed
    /// @param statusOnFailure of the answer when the service cannot be asked; absent means 403
    record Call(
            String upstream,
            Duration timeout,
            boolean opensOnFailure,
            boolean reroutes,
            Optional<Integer> statusOnFailure,
            Optional<BodyAsked> body) {}

    /// That the request's body is part of the question.
    ///
    /// @param mostBytes of it
    /// @param partial whether a longer one is cut, and not refused with 413
    /// @param raw whether it is passed on as bytes, and not as text
    record BodyAsked(int mostBytes, boolean partial, boolean raw) {}
}
