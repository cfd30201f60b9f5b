// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.gatehouse.envoy.PolicyName;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramStep;

/// The filters in the order in which a request passes them.
enum HttpFilterOrder {
    /// All others ask for the route of a request. Scopes are compared as they are written.
    LOWER_CASE_SCOPE("gatehouse.lower_case_scope"),
    /// Before those that are not found there are looked up elsewhere.
    ROUTES_ON_DEMAND("gatehouse.routes_on_demand"),
    WIDER_SCOPE("gatehouse.wider_scope"),
    /// Answers of all that follow are replaced.
    REPLACEMENTS("gatehouse.error_pages"),
    /// Before all that costs something.
    CLIENT_ADDRESSES("gatehouse.ip_access"),
    /// Nothing is asked or judged for what is not served.
    OUT_OF_SERVICE("gatehouse.maintenance"),
    /// Before headers are shown to anybody.
    LARGEST_HEADERS("gatehouse.header_limit"),
    /// Before a body is held back for a service that is asked.
    LARGEST_BODY("gatehouse.body_limit"),
    /// As in Istio, before tokens are looked at: the service that is asked may do that itself.
    UNCHECKABLE(PolicyName.of(PolicyStage.UNCHECKABLE)),
    CHECK_SELECTION(PolicyName.of(PolicyStage.CHECK_SELECTION)),
    CHECK(PolicyName.of(PolicyStage.CHECK)),
    /// As in Istio, before all that a request meets once it is known whose it is.
    TOKENS(PolicyName.of(PolicyStage.TOKENS)),
    /// Before CORS as well, as in Istio: a preflight is judged like any request.
    ACCESS_NOTES(PolicyName.of(PolicyStage.ACCESS_NOTES)),
    ACCESS_REFUSAL(PolicyName.of(PolicyStage.ACCESS_REFUSAL)),
    ACCESS_ADMISSION(PolicyName.of(PolicyStage.ACCESS_ADMISSION)),
    /// What follows sees gRPC only.
    GRPC_WEB("envoy.filters.http.grpc_web"),
    /// As in Istio, before CORS: a fault is answered without CORS headers.
    FAULT("envoy.filters.http.fault"),
    CORS("envoy.filters.http.cors"),
    /// After CORS, which answers preflights: they are sent by browsers, not by pages.
    SAME_ORIGIN("gatehouse.csrf"),
    /// After all that refuses or answers a request by itself, which is not counted, and after CORS,
    /// so that pages of other origins can read the answer.
    REQUEST_RATES("gatehouse.local_rate_limit"),
    /// After CORS, since a preflight has no credentials, and after rates, so that guesses are
    /// counted.
    PASSWORD_LOGIN("gatehouse.basic_auth"),
    CLIENT_KEYS("gatehouse.api_keys"),
    /// After those that answer at once: it is they who say 401 where a route has both.
    BROWSER_LOGIN("gatehouse.oidc"),
    /// In place of one of these that cannot decide.
    NOBODY_LET_IN("gatehouse.nobody_let_in"),
    /// After it is known who asks: the service may count each by itself. What is refused before is
    /// not counted.
    SHARED_RATES("gatehouse.global_rate_limit"),
    /// The last that sees requests before they go on: it is shown what other filters have made of
    /// them, and who sends them.
    EXTERNAL_EDITS("gatehouse.ext_proc"),
    /// Last of those that change answers: it is the first that an answer meets, and answers of the
    /// filters above are small.
    COMPRESSED_ANSWERS("gatehouse.compression"),
    /// Before its result is read.
    HOST_WITHOUT_PORT("envoy.filters.http.header_to_metadata"),
    /// Says where the router connects to, so nothing may change the route after it.
    REQUESTED_HOST("envoy.filters.http.set_filter_state"),
    /// Ends the chain: it sends the request upstream.
    ROUTER("envoy.filters.http.router");

    private final String filterName;

    HttpFilterOrder(String filterName) {
        this.filterName = filterName;
    }

    /// What Envoy calls the filter, which is also the key of its configuration on routes.
    String filterName() {
        return filterName;
    }

    /// What comes behind the programs of a phase, with those of later ones: as in Istio, that of
    /// authentication is met behind the service that is asked.
    static HttpFilterOrder behind(ProgramStep.Phase phase) {
        return switch (phase) {
            case BEFORE_TOKENS -> TOKENS;
            case BEFORE_ACCESS -> ACCESS_NOTES;
            case AFTER_ACCESS, LAST -> GRPC_WEB;
        };
    }
}
