// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.PolicyStage;
import java.util.Optional;

/// A filter whose configuration is delivered by itself, where the chain has its stage. Until it is
/// there a new listener takes no connections, and its predecessor serves on; there is no default
/// that would let requests pass.
sealed interface StageFilter extends HttpFilterTranslator permits TokenFilter {
    PolicyStage stage();

    /// Of the message that configures it.
    String typeUrl();

    @Override
    default Optional<Any> chainConfig(HttpRequests http) {
        return Optional.empty();
    }

    default ExtensionConfigSource source() {
        return ExtensionConfigSource.newBuilder()
                .setConfigSource(AdsSource.PATIENT)
                .addTypeUrls(typeUrl())
                .build();
    }
}
