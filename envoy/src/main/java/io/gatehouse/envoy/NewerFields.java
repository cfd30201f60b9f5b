// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OAuth2Config;
import io.envoyproxy.envoy.extensions.filters.http.ratelimit.v3.RateLimit;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;

/// Fields that Envoy has and its generated classes, which are older, have not. A message carries
/// them by number, as it would carry what it was sent; [NewerTypes] is how they are called.
public final class NewerFields {
    static final int HTTP_OUTLIER_DETECTION = 8;
    static final int ERROR_MATCHER = 1;
    static final int BUDGET_INTERVAL = 3;
    static final int TAG_FORMAT = 6;
    static final int NO_PROPAGATION = 13;
    static final int TRACE_CONTEXT = 8;
    static final int COLLECTOR_SERVICE = 9;

    static final int API_KEY_FORWARDING = 3;
    static final int FORWARDED_CLIENT_HEADER = 1;
    static final int HIDE_CREDENTIALS = 2;

    static final int FILTER_RATE_LIMITS = 17;

    static final int END_SESSION_ENDPOINT = 23;

    private NewerFields() {}

    /// `outlier_detection.error_matcher`: answers that match count as errors, all others as none.
    public static void setErrorMatcher(HttpProtocolOptions.Builder options, MatchPredicate errors) {
        options.mergeUnknownFields(field(HTTP_OUTLIER_DETECTION, field(ERROR_MATCHER, errors)));
    }

    /// `budget_interval`: how long a request counts.
    public static void setBudgetInterval(RetryBudget.Builder budget, Duration interval) {
        budget.mergeUnknownFields(field(BUDGET_INTERVAL, interval));
    }

    /// `forwarding` of an API key filter: what of the client and its key goes on.
    ///
    /// @param header for the client; empty means none
    public static void setForwarding(ApiKeyAuth.Builder filter, String header, boolean hidesKey) {
        UnknownFieldSet.Builder forwarding = UnknownFieldSet.newBuilder();
        if (!header.isEmpty()) {
            forwarding.addField(
                    FORWARDED_CLIENT_HEADER, delimited(ByteString.copyFromUtf8(header)));
        }
        if (hidesKey) {
            forwarding.addField(
                    HIDE_CREDENTIALS, UnknownFieldSet.Field.newBuilder().addVarint(1).build());
        }
        filter.mergeUnknownFields(field(API_KEY_FORWARDING, forwarding.build()));
    }

    /// `rate_limits` of a rate limit filter, which it has in place of those of routes.
    public static void addRateLimit(RateLimit.Builder filter, MessageLite limit) {
        filter.mergeUnknownFields(field(FILTER_RATE_LIMITS, limit));
    }

    /// `end_session_endpoint`: where the session at the provider ends.
    public static void setEndSessionEndpoint(OAuth2Config.Builder config, String url) {
        config.mergeUnknownFields(
                UnknownFieldSet.newBuilder()
                        .addField(END_SESSION_ENDPOINT, delimited(ByteString.copyFromUtf8(url)))
                        .build());
    }

    private static UnknownFieldSet.Field delimited(ByteString bytes) {
        return UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build();
    }

    /// `value` of a tag, a format.
    public static void setFormat(CustomTag.Builder tag, String format) {
        tag.mergeUnknownFields(
                UnknownFieldSet.newBuilder()
                        .addField(TAG_FORMAT, delimited(ByteString.copyFromUtf8(format)))
                        .build());
    }

    /// `no_context_propagation`: upstreams are not told of traces.
    public static void setNoPropagation(HttpConnectionManager.Tracing.Builder tracing) {
        tracing.mergeUnknownFields(number(NO_PROPAGATION));
    }

    /// `trace_context_option: USE_B3_WITH_W3C_PROPAGATION`.
    public static void setW3c(ZipkinConfig.Builder zipkin) {
        zipkin.mergeUnknownFields(number(TRACE_CONTEXT));
    }

    /// `collector_service`: the collector with timeout and headers.
    public static void setCollector(ZipkinConfig.Builder zipkin, HttpService service) {
        zipkin.mergeUnknownFields(field(COLLECTOR_SERVICE, service));
    }

    private static UnknownFieldSet number(int number) {
        return UnknownFieldSet.newBuilder()
                .addField(number, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
    }

    private static UnknownFieldSet field(int number, MessageLite value) {
        return UnknownFieldSet.newBuilder()
                .addField(number, delimited(value.toByteString()))
                .build();
    }
}
