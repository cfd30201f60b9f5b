// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.Optional;

/// `connectionSettings` of a [ProxyConfig]: bounds for clients' connections and requests. What is
/// absent is bounded by nothing in particular, or by the profile.
///
/// @param clusterPerConnectionBufferLimitBytes of connections to services; the others are of
///   clients
/// @param listenerConnectionLimit clients' connections to one port
/// @param globalDownstreamConnectionLimit to all ports; it is for the start of a proxy
public record ConnectionSettings(
        Profile profile,
        Optional<Integer> listenerPerConnectionBufferLimitBytes,
        Optional<Integer> clusterPerConnectionBufferLimitBytes,
        Optional<Duration> httpIdleTimeout,
        Optional<Duration> httpMaxConnectionDuration,
        Optional<Duration> httpMaxStreamDuration,
        Optional<Duration> httpStreamIdleTimeout,
        Optional<Duration> httpRequestTimeout,
        Optional<Duration> httpRequestHeadersTimeout,
        Optional<Duration> httpDrainTimeout,
        Optional<Integer> httpMaxConcurrentStreams,
        Optional<Integer> http2InitialStreamWindowSize,
        Optional<Integer> http2InitialConnectionWindowSize,
        UnderscoresAction httpHeadersWithUnderscoresAction,
        Optional<Boolean> httpMergeSlashes,
        EscapedSlashesAction httpPathWithEscapedSlashesAction,
        Optional<Integer> listenerConnectionLimit,
        Optional<Integer> globalDownstreamConnectionLimit) {
    private static final int KIB = 1024;

    /// Envoy's advice for a proxy at the edge, as Istio has it under `EDGE`.
    private static final ConnectionSettings EDGE =
            new ConnectionSettings(
                    Profile.EDGE,
                    Optional.of(32 * KIB),
                    Optional.of(32 * KIB),
                    Optional.of(Duration.ofHours(1)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.of(Duration.ofMinutes(1)),
                    Optional.empty(),
                    Optional.of(100),
                    Optional.of(64 * KIB),
                    Optional.of(KIB * KIB),
                    UnderscoresAction.HEADERS_WITH_UNDERSCORES_REJECT_REQUEST,
                    Optional.of(true),
                    EscapedSlashesAction.UNESCAPE_AND_REDIRECT,
                    Optional.empty(),
                    Optional.empty());

    public enum Profile {
        PROFILE_UNSPECIFIED,
        SIDECAR,
        EDGE
    }

    public enum UnderscoresAction {
        HEADERS_WITH_UNDERSCORES_UNSPECIFIED,
        HEADERS_WITH_UNDERSCORES_ALLOW,
        HEADERS_WITH_UNDERSCORES_REJECT_REQUEST,
        HEADERS_WITH_UNDERSCORES_DROP_HEADER
    }

    public enum EscapedSlashesAction {
        PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED,
        KEEP_UNCHANGED,
        REJECT_REQUEST,
        UNESCAPE_AND_REDIRECT,
        UNESCAPE_AND_FORWARD
    }

    /// With what the profile says where nothing else is said.
    public ConnectionSettings resolved() {
        return profile == Profile.EDGE ? over(EDGE) : this;
    }

    private ConnectionSettings over(ConnectionSettings defaults) {
        return new ConnectionSettings(
                profile,
                listenerPerConnectionBufferLimitBytes.or(
                        () -> defaults.listenerPerConnectionBufferLimitBytes),
                clusterPerConnectionBufferLimitBytes.or(
                        () -> defaults.clusterPerConnectionBufferLimitBytes),
                httpIdleTimeout.or(() -> defaults.httpIdleTimeout),
                httpMaxConnectionDuration.or(() -> defaults.httpMaxConnectionDuration),
                httpMaxStreamDuration.or(() -> defaults.httpMaxStreamDuration),
                httpStreamIdleTimeout.or(() -> defaults.httpStreamIdleTimeout),
                httpRequestTimeout.or(() -> defaults.httpRequestTimeout),
                httpRequestHeadersTimeout.or(() -> defaults.httpRequestHeadersTimeout),
                httpDrainTimeout.or(() -> defaults.httpDrainTimeout),
                httpMaxConcurrentStreams.or(() -> defaults.httpMaxConcurrentStreams),
                http2InitialStreamWindowSize.or(() -> defaults.http2InitialStreamWindowSize),
                http2InitialConnectionWindowSize.or(
                        () -> defaults.http2InitialConnectionWindowSize),
                httpHeadersWithUnderscoresAction
                                == UnderscoresAction.HEADERS_WITH_UNDERSCORES_UNSPECIFIED
                        ? defaults.httpHeadersWithUnderscoresAction
                        : httpHeadersWithUnderscoresAction,
                httpMergeSlashes.or(() -> defaults.httpMergeSlashes),
                httpPathWithEscapedSlashesAction
                                == EscapedSlashesAction.PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED
                        ? defaults.httpPathWithEscapedSlashesAction
                        : httpPathWithEscapedSlashesAction,
                listenerConnectionLimit,
                globalDownstreamConnectionLimit);
    }
}
