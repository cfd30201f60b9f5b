// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// Where the value of a tag of spans comes from; one of them.
///
/// @param formatter an access log's format; of a Telemetry only
public record CustomTag(
        Optional<Literal> literal,
        Optional<Named> environment,
        Optional<Named> header,
        Optional<Formatter> formatter) {
    public record Literal(String value) {}

    /// @param name of a variable of the proxy's environment, or of a request's header
    /// @param defaultValue where there is none of that name; empty means no tag then
    public record Named(String name, String defaultValue) {}

    public record Formatter(String value) {}
}
