// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ConnectionSettings;
import java.time.Duration;
import java.util.Optional;

/// Within what Envoy takes.
final class ConnectionSettingsValidation {
    private static final int SMALLEST_WINDOW = 65_535;

    private ConnectionSettingsValidation() {}

    static void validate(Scope scope, ConnectionSettings settings) {
        atLeast(
                scope.field("listenerPerConnectionBufferLimitBytes"),
                settings.listenerPerConnectionBufferLimitBytes(),
                0);
        atLeast(
                scope.field("clusterPerConnectionBufferLimitBytes"),
                settings.clusterPerConnectionBufferLimitBytes(),
                0);
        time(scope.field("httpIdleTimeout"), settings.httpIdleTimeout());
        time(scope.field("httpMaxConnectionDuration"), settings.httpMaxConnectionDuration());
        time(scope.field("httpMaxStreamDuration"), settings.httpMaxStreamDuration());
        time(scope.field("httpStreamIdleTimeout"), settings.httpStreamIdleTimeout());
        time(scope.field("httpRequestTimeout"), settings.httpRequestTimeout());
        time(scope.field("httpRequestHeadersTimeout"), settings.httpRequestHeadersTimeout());
        time(scope.field("httpDrainTimeout"), settings.httpDrainTimeout());
        atLeast(scope.field("httpMaxConcurrentStreams"), settings.httpMaxConcurrentStreams(), 1);
        atLeast(
                scope.field("http2InitialStreamWindowSize"),
                settings.http2InitialStreamWindowSize(),
                SMALLEST_WINDOW);
        atLeast(
                scope.field("http2InitialConnectionWindowSize"),
                settings.http2InitialConnectionWindowSize(),
                SMALLEST_WINDOW);
        atLeast(scope.field("listenerConnectionLimit"), settings.listenerConnectionLimit(), 1);
        Scope all = scope.field("globalDownstreamConnectionLimit");
        atLeast(all, settings.globalDownstreamConnectionLimit(), 1);
        ProxyConfigValidation.atStart(all, settings.globalDownstreamConnectionLimit());
    }

    private static void atLeast(Scope scope, Optional<Integer> found, int least) {
        found.filter(number -> number < least)
                .ifPresent(number ->
                        scope.invalid("found %d (expected: %d or more)".formatted(number, least)));
    }

    /// 0 means without end.
    private static void time(Scope scope, Optional<Duration> found) {
        found.filter(time -> !time.isZero()).ifPresent(time -> Values.duration(scope, time));
    }
}
