// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Bytes;
import java.util.Optional;

/// An answer that the gateway gives itself.
public record HttpDirectResponse(int status, Optional<HttpBody> body) {

    /// At most one of the two is set.
    public record HttpBody(Optional<String> string, Optional<Bytes> bytes) {}
}
