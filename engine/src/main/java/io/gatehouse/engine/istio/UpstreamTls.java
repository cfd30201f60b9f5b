// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.MaterialRef;
import io.gatehouse.routing.TlsOrigination;
import java.util.List;
import java.util.Optional;

/// What became of the `tls` of an upstream's policy.
sealed interface UpstreamTls {
    record Plain() implements UpstreamTls {}

    /// @param material that the proxies need for it
    record Originated(TlsOrigination origination, List<MaterialRef> material)
            implements UpstreamTls {
        public Originated {
            material = List.copyOf(material);
        }
    }

    /// A certificate that it names is not there: without it nothing may be sent, least of all in
    /// plain text.
    record Unusable() implements UpstreamTls {}

    default Optional<TlsOrigination> started() {
        return this instanceof Originated(TlsOrigination origination, _)
                ? Optional.of(origination)
                : Optional.empty();
    }
}
