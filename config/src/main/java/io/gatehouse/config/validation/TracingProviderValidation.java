// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.CustomTag;
import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.ProxyTracing;
import io.gatehouse.config.istio.TracingProvider.DynatraceSampler;
import io.gatehouse.config.istio.TracingProvider.Header;
import io.gatehouse.config.istio.TracingProvider.Http;
import io.gatehouse.config.istio.TracingProvider.OpenTelemetry;
import io.gatehouse.config.istio.TracingProvider.Zipkin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Istio's rules for providers that spans are sent to, and for the tags of spans.
final class TracingProviderValidation {
    private static final Pattern ADDRESS = Pattern.compile("[^:/\\s]+:[0-9]{1,5}");

    private TracingProviderValidation() {}

    static void validate(Scope scope, ExtensionProvider provider) {
        provider.zipkin().ifPresent(zipkin -> zipkin(scope.field("zipkin"), zipkin));
        provider.datadog()
                .ifPresent(datadog -> {
                    Scope at = scope.field("datadog");
                    ExtensionProviderValidation.service(at, datadog.service(), datadog.port());
                    Values.count(at.field("maxTagLength"), datadog.maxTagLength());
                });
        provider.skywalking()
                .ifPresent(skywalking ->
                        ExtensionProviderValidation.service(
                                scope.field("skywalking"),
                                skywalking.service(),
                                skywalking.port()));
        provider.opentelemetry()
                .ifPresent(otel -> openTelemetry(scope.field("opentelemetry"), otel));
    }

    static void ofProxy(Scope scope, ProxyTracing tracing) {
        tracing.zipkin()
                .filter(zipkin -> !ADDRESS.matcher(zipkin.address()).matches())
                .ifPresent(zipkin ->
                        scope.field("zipkin")
                                .field("address")
                                .invalid(
                                        "found %s (expected: a host and a port, such as zipkin.istio-system:9411)"
                                                .formatted(Scope.quote(zipkin.address()))));
        percentage(scope.field("sampling"), tracing.sampling());
        Values.count(scope.field("maxPathTagLength"), tracing.maxPathTagLength());
        tags(scope.field("customTags"), tracing.customTags());
    }

    static void percentage(Scope scope, double value) {
        if (!(value >= 0 && value <= 100)) {
            scope.invalid("found %s (expected: 0 to 100)".formatted(value));
        }
    }

    static void tags(Scope scope, Map<String, CustomTag> tags) {
        tags.forEach((name, tag) -> {
            if (name.isEmpty()) {
                scope.missing("a tag must have a name");
            }
            tag(scope.entry(name), tag);
        });
    }

    private static void tag(Scope scope, CustomTag tag) {
        Values.oneOf(
                scope,
                "literal, environment, header and formatter",
                tag.literal().isPresent(),
                tag.environment().isPresent(),
                tag.header().isPresent(),
                tag.formatter().isPresent());
        tag.literal()
                .filter(literal -> literal.value().isEmpty())
                .ifPresent(_ ->
                        scope.field("literal").field("value").missing("a literal has a value"));
        tag.environment()
                .filter(variable -> variable.name().isEmpty())
                .ifPresent(_ ->
                        scope.field("environment").field("name").missing("a variable has a name"));
        tag.header()
                .ifPresent(header ->
                        HeaderValidation.matchedName(
                                scope.field("header").field("name"), header.name()));
        tag.formatter().ifPresent(f -> formatter(scope.field("formatter").field("value"), f));
        if (tag.equals(NOTHING)) {
            scope.missing("a tag must have one of literal, environment, header and formatter");
        }
    }

    private static final CustomTag NOTHING =
            new CustomTag(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static void formatter(Scope scope, CustomTag.Formatter formatter) {
        if (formatter.value().isEmpty()) {
            scope.missing("a formatter has a value");
        }
        HeaderValidation.format(scope, formatter.value(), Set.of());
    }

    private static void zipkin(Scope scope, Zipkin zipkin) {
        ExtensionProviderValidation.service(scope, zipkin.service(), zipkin.port());
        Values.count(scope.field("maxTagLength"), zipkin.maxTagLength());
        ExtensionProviderValidation.path(scope.field("path"), zipkin.path());
        zipkin.timeout().ifPresent(t -> Values.duration(scope.field("timeout"), t));
        headers(scope.field("headers"), zipkin.headers());
    }

    private static void openTelemetry(Scope scope, OpenTelemetry otel) {
        ExtensionProviderValidation.service(scope, otel.service(), otel.port());
        Values.count(scope.field("maxTagLength"), otel.maxTagLength());
        Values.oneOf(scope, "http and grpc", otel.http().isPresent(), otel.grpc().isPresent());
        otel.http().ifPresent(http -> http(scope.field("http"), http));
        otel.grpc()
                .ifPresent(grpc -> {
                    Scope at = scope.field("grpc");
                    grpc.timeout().ifPresent(t -> Values.duration(at.field("timeout"), t));
                    headers(at.field("initialMetadata"), grpc.initialMetadata());
                });
        otel.dynatraceSampler()
                .ifPresent(sampler -> dynatrace(scope.field("dynatraceSampler"), sampler, otel));
    }

    private static void http(Scope scope, Http http) {
        ExtensionProviderValidation.path(scope.field("path"), http.path());
        http.timeout().ifPresent(t -> Values.duration(scope.field("timeout"), t));
        headers(scope.field("headers"), http.headers());
    }

    private static void dynatrace(Scope scope, DynatraceSampler sampler, OpenTelemetry otel) {
        if (sampler.tenant().isEmpty()) {
            scope.field("tenant").missing("a Dynatrace sampler must have a tenant");
        }
        Values.count(scope.field("rootSpansPerMinute"), sampler.rootSpansPerMinute());
        if (sampler.httpService().isEmpty() && otel.http().isEmpty()) {
            scope.field("httpService")
                    .missing("without http there must be a service that the sampler asks");
        }
        sampler.httpService()
                .ifPresent(api -> {
                    Scope at = scope.field("httpService");
                    ExtensionProviderValidation.service(at, api.service(), api.port());
                    api.http().ifPresent(http -> http(at.field("http"), http));
                });
    }

    private static void headers(Scope scope, List<Header> headers) {
        scope.each(
                headers,
                (item, header) -> {
                    if (!HeaderValidation.isName(header.name())) {
                        item.field("name")
                                .invalid(
                                        "found %s, which is no name of a header"
                                                .formatted(Scope.quote(header.name())));
                    }
                    Values.oneOf(
                            item,
                            "value and envName",
                            !header.value().isEmpty(),
                            !header.envName().isEmpty());
                    HeaderValidation.plainValue(item.field("value"), header.value());
                    if (!header.envName().isEmpty()) {
                        item.field("envName")
                                .saidElsewhere(
                                        "envName has no effect here, and the header is left out; use value");
                    }
                });
    }
}
