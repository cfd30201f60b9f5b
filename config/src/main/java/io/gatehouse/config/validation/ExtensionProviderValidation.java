// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzGrpc;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzHttp;
import io.gatehouse.config.istio.ExtensionProvider.RequestBody;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Istio's rules for what policies and Telemetry objects can name, and Envoy's for statuses.
final class ExtensionProviderValidation {
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#]]*");

    private ExtensionProviderValidation() {}

    static void validate(Scope scope, List<ExtensionProvider> providers) {
        Set<String> names = new HashSet<>();
        scope.each(
                providers,
                (item, provider) -> {
                    if (provider.name().isEmpty()) {
                        item.field("name").missing("a provider must have a name");
                    } else if (!names.add(provider.name())) {
                        item.field("name")
                                .invalid(
                                        "found %s, which another provider has (expected: names that differ)"
                                                .formatted(Scope.quote(provider.name())));
                    }
                    Values.oneOf(
                            item,
                            "the kinds of providers",
                            provider.envoyExtAuthzHttp().isPresent(),
                            provider.envoyExtAuthzGrpc().isPresent(),
                            provider.zipkin().isPresent(),
                            provider.datadog().isPresent(),
                            provider.skywalking().isPresent(),
                            provider.opentelemetry().isPresent(),
                            provider.prometheus().isPresent(),
                            provider.envoyFileAccessLog().isPresent(),
                            provider.envoyHttpAls().isPresent(),
                            provider.envoyTcpAls().isPresent(),
                            provider.envoyOtelAls().isPresent());
                    TracingProviderValidation.validate(item, provider);
                    LogProviderValidation.validate(item, provider);
                    provider.envoyExtAuthzHttp()
                            .ifPresent(http -> http(item.field("envoyExtAuthzHttp"), http));
                    provider.envoyExtAuthzGrpc()
                            .ifPresent(grpc -> grpc(item.field("envoyExtAuthzGrpc"), grpc));
                });
    }

    private static void http(Scope scope, ExtAuthzHttp http) {
        common(scope, http.service(), http.port(), http.timeout(), http.statusOnError());
        body(scope, http.includeRequestBodyInCheck());
        path(scope.field("pathPrefix"), http.pathPrefix());
        if (!http.includeHeadersInCheck().isEmpty()) {
            scope.field("includeHeadersInCheck").deprecated("includeRequestHeadersInCheck");
        }
        headers(scope.field("includeHeadersInCheck"), http.includeHeadersInCheck());
        headers(scope.field("includeRequestHeadersInCheck"), http.includeRequestHeadersInCheck());
        headers(scope.field("headersToUpstreamOnAllow"), http.headersToUpstreamOnAllow());
        headers(scope.field("headersToDownstreamOnDeny"), http.headersToDownstreamOnDeny());
        headers(scope.field("headersToDownstreamOnAllow"), http.headersToDownstreamOnAllow());
        http.includeAdditionalHeadersInCheck()
                .forEach((name, value) -> {
                    Scope at = scope.field("includeAdditionalHeadersInCheck").entry(name);
                    if (!HeaderValidation.isName(name)) {
                        at.invalid(
                                "found %s, which is no name of a header"
                                        .formatted(Scope.quote(name)));
                    }
                    HeaderValidation.plainValue(at, value);
                });
    }

    /// @param path empty where none is given
    static void path(Scope scope, String path) {
        if (!path.isEmpty() && !PATH.matcher(path).matches()) {
            scope.invalid(
                    "found %s (expected: a path that begins with /)".formatted(Scope.quote(path)));
        }
    }

    private static void grpc(Scope scope, ExtAuthzGrpc grpc) {
        common(scope, grpc.service(), grpc.port(), grpc.timeout(), grpc.statusOnError());
        body(scope, grpc.includeRequestBodyInCheck());
    }

    private static void common(
            Scope scope, String service, int port, Optional<Duration> timeout, String status) {
        service(scope, service, port);
        timeout.ifPresent(t -> Values.duration(scope.field("timeout"), t));
        if (!status.isEmpty() && !KnownStatus.is(status)) {
            scope.field("statusOnError")
                    .invalid(
                            "found %s (expected: the number of a status that HTTP defines, such as 403)"
                                    .formatted(Scope.quote(status)));
        }
    }

    /// Where a provider is found.
    static void service(Scope scope, String service, int port) {
        if (service.isEmpty()) {
            scope.field("service").missing("a provider must have a service");
        } else if (service.chars().filter(c -> c == '/').count() > 1
                || service.startsWith("/")
                || service.endsWith("/")) {
            scope.field("service")
                    .invalid(
                            "found %s (expected: a host, or <namespace>/<host>)"
                                    .formatted(Scope.quote(service)));
        }
        Values.port(scope.field("port"), port);
    }

    private static void body(Scope scope, Optional<RequestBody> body) {
        body.filter(b -> b.maxRequestBytes() < 1)
                .ifPresent(b ->
                        scope.field("includeRequestBodyInCheck")
                                .field("maxRequestBytes")
                                .invalid(
                                        "found %d (expected: 1 or more)"
                                                .formatted(b.maxRequestBytes())));
    }

    private static void headers(Scope scope, List<String> names) {
        scope.each(
                names,
                (item, name) -> {
                    String bare = name.startsWith("*") ? name.substring(1) : name;
                    if (!name.startsWith("*") && name.endsWith("*")) {
                        bare = name.substring(0, name.length() - 1);
                    }
                    if (!HeaderValidation.isName(bare)) {
                        item.invalid(
                                "found %s (expected: the name of a header, or a part of it after or before *)"
                                        .formatted(Scope.quote(name)));
                    }
                });
    }
}
