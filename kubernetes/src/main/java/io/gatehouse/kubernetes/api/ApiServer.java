// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import java.io.InputStream;
import java.time.Duration;

/// The Kubernetes API server. Calls block their thread; an interrupt ends them, as unavailable.
/// Safe for use by several threads.
public interface ApiServer {
    /// Where it is, for people.
    String address();

    /// The whole answer.
    ApiOutcome<String> send(ApiRequest request);

    /// The answer as it comes. Whoever opens it closes it.
    ///
    /// @param longest an answer that has not ended by then breaks off with an `IOException`
    ApiOutcome<InputStream> open(ApiRequest request, Duration longest);
}
