// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;

/// TLS material that a server needs, and what became of it.
///
/// @param field that names it, below the Gateway
record Need(FieldPath field, Credential credential) {}
