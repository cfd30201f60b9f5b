// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.gatehouse.envoy.PolicySource;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.PolicyStage;
import java.util.Optional;

/// A filter whose configuration is delivered by itself, where the chain has its stage.
sealed interface StageFilter extends HttpFilterTranslator permits TokenFilter, AccessFilter {
    PolicyStage stage();

    /// Of the message that configures it.
    String typeUrl();

    @Override
    default Optional<Any> chainConfig(HttpRequests http) {
        return Optional.empty();
    }

    default ExtensionConfigSource source() {
        return PolicySource.of(typeUrl());
    }
}
