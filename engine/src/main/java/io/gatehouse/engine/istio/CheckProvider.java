// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.CheckService;

/// What the name of a provider in a CUSTOM policy comes to.
sealed interface CheckProvider {
    record Usable(CheckService service) implements CheckProvider {}

    /// What asks for it is refused, as in Istio.
    record Unusable(String why) implements CheckProvider {}
}
