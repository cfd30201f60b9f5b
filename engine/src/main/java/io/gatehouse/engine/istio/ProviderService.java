// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

/// What the `service` and `port` of a provider come to.
sealed interface ProviderService {
    /// @param host by which it is addressed
    record Found(String upstream, String host) implements ProviderService {}

    record Missing(String why) implements ProviderService {}
}
