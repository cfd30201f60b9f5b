// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Json;
import io.gatehouse.config.codec.JsonMapping;
import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.LogProvider.HttpAls;
import io.gatehouse.config.istio.LogProvider.LogFormat;
import io.gatehouse.config.istio.MeshConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for providers of access logs, and Envoy's for formats: it refuses a whole listener
/// for a command that it does not know.
final class LogProviderValidation {
    /// Known where an access log is written, beside those of headers.
    private static final Set<String> OF_LOGS = Set.of("REQ_WITHOUT_QUERY");

    private LogProviderValidation() {}

    static void validate(Scope scope, ExtensionProvider provider) {
        provider.envoyFileAccessLog()
                .ifPresent(file -> {
                    Scope at = scope.field("envoyFileAccessLog");
                    HeaderValidation.plainValue(at.field("path"), file.path());
                    file.logFormat().ifPresent(f -> fileFormat(at.field("logFormat"), f));
                });
        provider.envoyHttpAls().ifPresent(als -> http(scope.field("envoyHttpAls"), als));
        provider.envoyTcpAls()
                .ifPresent(als -> {
                    Scope at = scope.field("envoyTcpAls");
                    ExtensionProviderValidation.service(at, als.service(), als.port());
                    Values.names(
                            at.field("filterStateObjectsToLog"), als.filterStateObjectsToLog());
                });
        provider.envoyOtelAls()
                .ifPresent(als -> {
                    Scope at = scope.field("envoyOtelAls");
                    ExtensionProviderValidation.service(at, als.service(), als.port());
                    als.logFormat().ifPresent(f -> format(at.field("logFormat"), f));
                });
    }

    /// `accessLogFormat`, which is a mapping in JSON where that is the encoding.
    static void meshFormat(Scope scope, MeshConfig mesh) {
        if (mesh.accessLogFormat().isEmpty()) {
            return;
        }
        switch (mesh.accessLogEncoding()) {
            case TEXT -> text(scope, mesh.accessLogFormat());
            case JSON -> {
                Optional<Json> labels = JsonMapping.read(mesh.accessLogFormat());
                labels.ifPresentOrElse(
                        json -> value(scope, json.tree()),
                        () ->
                                scope.invalid(
                                        "found %s (expected: a mapping in JSON, as accessLogEncoding is JSON)"
                                                .formatted(Scope.quote(mesh.accessLogFormat()))));
            }
        }
    }

    private static void http(Scope scope, HttpAls als) {
        ExtensionProviderValidation.service(scope, als.service(), als.port());
        Values.names(scope.field("filterStateObjectsToLog"), als.filterStateObjectsToLog());
        headers(scope.field("additionalRequestHeadersToLog"), als.additionalRequestHeadersToLog());
        headers(
                scope.field("additionalResponseHeadersToLog"),
                als.additionalResponseHeadersToLog());
        headers(
                scope.field("additionalResponseTrailersToLog"),
                als.additionalResponseTrailersToLog());
    }

    private static void headers(Scope scope, List<String> names) {
        scope.each(names, HeaderValidation::matchedName);
    }

    private static void fileFormat(Scope scope, LogFormat format) {
        Values.oneOf(
                scope, "text and labels", !format.text().isEmpty(), format.labels().isPresent());
        format(scope, format);
    }

    private static void format(Scope scope, LogFormat format) {
        text(scope.field("text"), format.text());
        format.labels().ifPresent(labels -> value(scope.field("labels"), labels.tree()));
    }

    static void text(Scope scope, String format) {
        HeaderValidation.format(scope, format, OF_LOGS);
    }

    private static void value(Scope scope, Object value) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, item) -> value(scope.entry((String) name), item));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    value(scope.index(i), list.get(i));
                }
            }
            case String text -> text(scope, text);
            default -> {}
        }
    }
}
