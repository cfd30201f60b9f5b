// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Named;
import java.time.Duration;
import java.util.Optional;

/// A service is shown requests and answers, and may change or answer them.
///
/// @param service speaks the gRPC protocol `envoy.service.ext_proc.v3.ExternalProcessor`
/// @param failOpen whether requests go on when the service cannot be asked
/// @param messageTimeout for its answer to each message; absent means 200 ms
/// @param requestHeaders absent means `Send`
/// @param responseHeaders absent means `Send`
/// @param requestBody absent means `None`
/// @param responseBody absent means `None`
/// @param requestTrailers absent means `Skip`
/// @param responseTrailers absent means `Skip`
public record ExtProc(
        Optional<ServiceReference> service,
        boolean failOpen,
        Optional<Duration> messageTimeout,
        Optional<Headers> requestHeaders,
        Optional<Headers> responseHeaders,
        Optional<Body> requestBody,
        Optional<Body> responseBody,
        Optional<Headers> requestTrailers,
        Optional<Headers> responseTrailers)
        implements HttpFeature {
    @Override
    public FeatureName feature() {
        return FeatureName.EXT_PROC;
    }

    public enum Headers {
        @Named("Send")
        SEND,
        @Named("Skip")
        SKIP
    }

    public enum Body {
        @Named("None")
        NONE,
        /// As it comes.
        @Named("Streamed")
        STREAMED,
        /// All at once; a request with a longer one than the proxy keeps is refused with 413.
        @Named("Buffered")
        BUFFERED,
        /// As much at once as the proxy keeps.
        @Named("BufferedPartial")
        BUFFERED_PARTIAL
    }
}
