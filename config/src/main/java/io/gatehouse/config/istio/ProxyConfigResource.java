// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The kind `ProxyConfig`: how the proxies of some workloads are set up when their Pods start. What
/// a mesh and a Pod's annotation say of it is a [ProxyConfig].
public record ProxyConfigResource(ObjectMeta metadata, Spec spec) implements AttachedObject {
    @Override
    public Kind kind() {
        return Kind.PROXY_CONFIG;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, Optional.empty(), List.of());
    }

    /// @param concurrency worker threads; 0 means one for each CPU
    /// @param environmentVariables of the proxy; `ISTIO_META_…` is part of its node's metadata
    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<Integer> concurrency,
            SortedMap<String, String> environmentVariables,
            Optional<Image> image) {
        public Spec {
            environmentVariables = SortedMaps.copyOf(environmentVariables);
        }
    }

    /// @param imageType such as `distroless`
    public record Image(String imageType) {}
}
