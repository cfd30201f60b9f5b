// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.gatehouse.envoy.Shares;
import io.gatehouse.routing.Mirroring;

/// Copies keep the host as it was, without Envoy's `-shadow`, and start no traces of their own, as
/// in Istio.
final class MirrorTranslator {
    private MirrorTranslator() {}

    static RequestMirrorPolicy translate(Mirroring mirror) {
        return RequestMirrorPolicy.newBuilder()
                .setCluster(mirror.upstream())
                .setRuntimeFraction(
                        RuntimeFractionalPercent.newBuilder()
                                .setDefaultValue(Shares.perMillion(mirror.perMillion())))
                .setTraceSampled(BoolValue.of(false))
                .setDisableShadowHostSuffixAppend(true)
                .build();
    }
}
