// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Json;
import java.util.List;
import java.util.Optional;

/// The kinds of [ExtensionProvider] that access logs go to. A `service` is `<namespace>/<host>` or
/// a host.
public final class LogProvider {
    private LogProvider() {}

    /// @param path on the proxy; empty means `/dev/stdout`
    /// @param omitEmptyValues whether what a request lacks is left out, and not `-`
    public record File(String path, Optional<LogFormat> logFormat, boolean omitEmptyValues) {}

    /// @param text empty means the default one; of a file, `labels` stands before it
    /// @param labels the fields of a line of JSON, or the attributes of a record
    public record LogFormat(String text, Optional<Json> labels) {}

    /// Of requests, to Envoy's gRPC access log service.
    public record HttpAls(
            String service,
            int port,
            String logName,
            List<String> filterStateObjectsToLog,
            List<String> additionalRequestHeadersToLog,
            List<String> additionalResponseHeadersToLog,
            List<String> additionalResponseTrailersToLog) {
        public HttpAls {
            filterStateObjectsToLog = List.copyOf(filterStateObjectsToLog);
            additionalRequestHeadersToLog = List.copyOf(additionalRequestHeadersToLog);
            additionalResponseHeadersToLog = List.copyOf(additionalResponseHeadersToLog);
            additionalResponseTrailersToLog = List.copyOf(additionalResponseTrailersToLog);
        }
    }

    /// Of connections, to Envoy's gRPC access log service.
    public record TcpAls(
            String service, int port, String logName, List<String> filterStateObjectsToLog) {
        public TcpAls {
            filterStateObjectsToLog = List.copyOf(filterStateObjectsToLog);
        }
    }

    /// To an OpenTelemetry collector.
    public record OtelAls(
            String service, int port, String logName, Optional<LogFormat> logFormat) {}
}
