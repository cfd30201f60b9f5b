// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;

/// A service is shown requests and answers, and may change or answer them.
///
/// @param upstream name of an [Upstream] that speaks gRPC
/// @param opensOnFailure whether requests go on when the service cannot be asked
/// @param patience for the answer to each message
public record ExternalEdits(
        String upstream, boolean opensOnFailure, Duration patience, Shown request, Shown answer)
        implements PolicyFeature {
    @Override
    public List<String> upstreams() {
        return List.of(upstream);
    }

    /// What of a request or an answer the service is shown.
    public record Shown(boolean headers, BodyPart body, boolean trailers) {}

    public enum BodyPart {
        NOTHING,
        /// As it comes.
        STREAM,
        /// At once; what is longer than the proxy keeps is refused.
        WHOLE,
        /// As much at once as the proxy keeps.
        BEGINNING
    }
}
