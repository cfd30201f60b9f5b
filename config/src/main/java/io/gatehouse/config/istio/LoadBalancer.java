// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.OtherFieldsAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which endpoint gets the next request. One of `simple`, `consistentHash` and `backendUtilization`
/// is set, or none.
///
/// @param warmupDurationSecs deprecated for `warmup`
/// @param backendUtilization has no effect in Istio
public record LoadBalancer(
        Optional<Simple> simple,
        Optional<ConsistentHash> consistentHash,
        Optional<BackendUtilization> backendUtilization,
        Optional<LocalityLbSetting> localityLbSetting,
        Optional<ZoneAwareLbSetting> zoneAwareLbSetting,
        Optional<Duration> warmupDurationSecs,
        Optional<Warmup> warmup) {
    public enum Simple {
        UNSPECIFIED,
        LEAST_CONN,
        RANDOM,
        PASSTHROUGH,
        ROUND_ROBIN,
        LEAST_REQUEST
    }

    /// Requests with an equal key go to one endpoint. One key and one algorithm is set.
    ///
    /// @param minimumRingSize deprecated for `ringHash`
    public record ConsistentHash(
            Optional<String> httpHeaderName,
            Optional<HttpCookie> httpCookie,
            Optional<Boolean> useSourceIp,
            Optional<String> httpQueryParameterName,
            Optional<RingHash> ringHash,
            Optional<Maglev> maglev,
            Optional<Long> minimumRingSize) {}

    /// @param ttl absent means that a client without the cookie is not given one
    public record HttpCookie(
            String name, String path, Optional<Duration> ttl, List<Attribute> attributes) {
        public HttpCookie {
            attributes = List.copyOf(attributes);
        }

        public record Attribute(String name, String value) {}
    }

    @OtherFieldsAllowed
    public record BackendUtilization() {}

    public record RingHash(long minimumRingSize) {}

    /// @param tableSize a prime number; 0 means 65537
    public record Maglev(long tableSize) {}

    /// New endpoints get their share little by little.
    ///
    /// @param minimumPercent of their share at first; absent means 10
    /// @param aggression how the share grows; absent means 1, linear
    public record Warmup(
            Optional<Duration> duration,
            Optional<Double> minimumPercent,
            Optional<Double> aggression) {}
}
