// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Duration;

/// A length of time as Envoy reads it.
public final class EnvoyDuration {
    private EnvoyDuration() {}

    public static Duration of(java.time.Duration length) {
        return Duration.newBuilder()
                .setSeconds(length.getSeconds())
                .setNanos(length.getNano())
                .build();
    }
}
