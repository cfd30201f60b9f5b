// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.TracingProvider.DynatraceApi;
import io.gatehouse.config.istio.TracingProvider.Grpc;
import io.gatehouse.config.istio.TracingProvider.Header;
import io.gatehouse.config.istio.TracingProvider.Http;
import io.gatehouse.config.istio.TracingProvider.OpenTelemetry;
import io.gatehouse.config.istio.TracingProvider.SkyWalking;
import io.gatehouse.config.istio.TracingProvider.TraceContext;
import io.gatehouse.config.istio.TracingProvider.Zipkin;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.SpanCollector;
import io.gatehouse.routing.SpanCollector.DynatraceSampler;
import io.gatehouse.routing.SpanCollector.HttpCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Providers that spans are sent to.
///
/// @param service that the spans are of
/// @param services what a provider's `service` and `port` come to
record SpanCollectorReader(
        MeshConfig mesh, String service, BiFunction<String, Integer, ProviderService> services) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern ADDRESS = Pattern.compile("([^:/\\s]+):([0-9]{1,5})");
    private static final String ZIPKIN_PATH = "/api/v2/spans";
    private static final String DYNATRACE_PATH = "/api/v2/samplingConfiguration";

    /// @param longestPath that a tag holds; 0 where the provider does not say
    record Read(SpanCollector collector, int longestPath) {
        /// Whether the proxy asks it which requests are traced, so that all must come to it.
        boolean decidesItself() {
            return collector instanceof SpanCollector.OpenTelemetry otel
                    && otel.sampler().isPresent();
        }
    }

    Provided<Read> read(String name) {
        return MeshProviders.find(mesh, name)
                .map(this::read)
                .orElseGet(() -> new Provided.Unusable<>(MeshProviders.unknown(mesh)));
    }

    private Provided<Read> read(ExtensionProvider provider) {
        if (provider.zipkin().isPresent()) {
            Zipkin zipkin = provider.zipkin().get();
            return Provided.of(
                    services.apply(zipkin.service(), zipkin.port()),
                    collector -> new Read(of(zipkin, collector), zipkin.maxTagLength()));
        }
        if (provider.opentelemetry().isPresent()) {
            return read(provider.opentelemetry().get());
        }
        if (provider.skywalking().isPresent()) {
            SkyWalking skywalking = provider.skywalking().get();
            return Provided.of(
                    services.apply(skywalking.service(), skywalking.port()),
                    collector ->
                            new Read(
                                    new SpanCollector.SkyWalking(
                                            collector, service, skywalking.accessToken()),
                                    0));
        }
        return provider.datadog()
                .map(datadog ->
                        Provided.of(
                                services.apply(datadog.service(), datadog.port()),
                                collector ->
                                        new Read(
                                                new SpanCollector.Datadog(collector, service),
                                                datadog.maxTagLength())))
                .orElseGet(() ->
                        new Provided.Unusable<>(
                                "it is of a kind that takes no spans here (expected: opentelemetry, zipkin, skywalking or datadog)"));
    }

    /// A Zipkin that is only known by its address: what is asked for at a host and port is a
    /// service of the mesh, whose name may be short.
    Provided<Read> atAddress(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return new Provided.Unusable<>(
                    "%s is no host and port, such as zipkin.istio-system:9411".formatted(address));
        }
        String host = parts.group(1);
        int port = Integer.parseInt(parts.group(2));
        ProviderService found = services.apply(host, port);
        if (found instanceof ProviderService.Missing) {
            ProviderService complete = services.apply(host + ".svc.cluster.local", port);
            found = complete instanceof ProviderService.Found ? complete : found;
        }
        return Provided.of(
                found,
                collector ->
                        new Read(
                                new SpanCollector.Zipkin(
                                        collector,
                                        new HttpCall(ZIPKIN_PATH, TIMEOUT, new TreeMap<>()),
                                        true,
                                        false),
                                0));
    }

    private static SpanCollector of(Zipkin zipkin, Collector collector) {
        return new SpanCollector.Zipkin(
                collector,
                new HttpCall(
                        zipkin.path().isEmpty() ? ZIPKIN_PATH : zipkin.path(),
                        zipkin.timeout().orElse(TIMEOUT),
                        headers(zipkin.headers())),
                !zipkin.enable64bitTraceId(),
                zipkin.traceContextOption() == TraceContext.USE_B3_WITH_W3C_PROPAGATION);
    }

    private Provided<Read> read(OpenTelemetry otel) {
        Optional<Provided<DynatraceSampler>> sampler =
                otel.dynatraceSampler().map(_ -> sampler(otel));
        if (sampler.isPresent()
                && sampler.get() instanceof Provided.Unusable<DynatraceSampler>(String why)) {
            return new Provided.Unusable<>("its sampler cannot be asked: " + why);
        }
        return Provided.of(
                services.apply(otel.service(), otel.port()),
                collector ->
                        new Read(
                                of(otel, collector, sampler.flatMap(SpanCollectorReader::value)),
                                otel.maxTagLength()));
    }

    private static Optional<DynatraceSampler> value(Provided<DynatraceSampler> sampler) {
        return sampler instanceof Provided.Usable<DynatraceSampler>(DynatraceSampler usable)
                ? Optional.of(usable)
                : Optional.empty();
    }

    private SpanCollector of(
            OpenTelemetry otel, Collector collector, Optional<DynatraceSampler> sampler) {
        return new SpanCollector.OpenTelemetry(
                collector,
                service,
                otel.http().map(http -> call(http, http.path().isEmpty() ? "/" : http.path())),
                otel.grpc().flatMap(Grpc::timeout),
                headers(otel.grpc().map(Grpc::initialMetadata).orElse(List.of())),
                otel.resourceDetectors().filter(d -> d.environment().isPresent()).isPresent(),
                otel.resourceDetectors().filter(d -> d.dynatrace().isPresent()).isPresent(),
                sampler);
    }

    private Provided<DynatraceSampler> sampler(OpenTelemetry otel) {
        var sampler = otel.dynatraceSampler().orElseThrow();
        Optional<DynatraceApi> api = sampler.httpService();
        Optional<Http> http = api.isPresent() ? api.flatMap(DynatraceApi::http) : otel.http();
        String path =
                api.flatMap(DynatraceApi::http)
                        .map(Http::path)
                        .filter(given -> !given.isEmpty())
                        .orElse(DYNATRACE_PATH);
        HttpCall call =
                http.map(given -> call(given, path))
                        .orElse(new HttpCall(path, TIMEOUT, new TreeMap<>()));
        return Provided.of(
                services.apply(
                        api.map(DynatraceApi::service).orElse(otel.service()),
                        api.map(DynatraceApi::port).orElse(otel.port())),
                collector ->
                        new DynatraceSampler(
                                collector,
                                call,
                                sampler.tenant(),
                                sampler.clusterId(),
                                sampler.rootSpansPerMinute()));
    }

    private static HttpCall call(Http http, String path) {
        return new HttpCall(path, http.timeout().orElse(TIMEOUT), headers(http.headers()));
    }

    /// Those whose value is not in the control plane's environment.
    private static SortedMap<String, String> headers(List<Header> headers) {
        SortedMap<String, String> named = new TreeMap<>();
        headers.stream()
                .filter(header -> header.envName().isEmpty())
                .forEach(header -> named.put(header.name(), header.value()));
        return named;
    }
}
