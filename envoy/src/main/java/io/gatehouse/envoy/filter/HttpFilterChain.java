// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.LuaPerRoute;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.program.ProgramFilters;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The HTTP filters of one chain, in their order.
public final class HttpFilterChain {
    private static final List<HttpFilterTranslator> TRANSLATORS =
            Stream.concat(
                            AccessFilter.all().stream(),
                            Stream.<HttpFilterTranslator>of(
                                    new LowerCaseScopeFilter(),
                                    new RoutesOnDemandFilter(),
                                    new WiderScopeFilter(),
                                    new TokenFilter(),
                                    new GrpcWebFilter(),
                                    new FaultFilter(),
                                    new CorsFilter(),
                                    new RequestRatesFilter(),
                                    new PasswordLoginFilter(),
                                    new ClientKeysFilter(),
                                    new NobodyLetInFilter(),
                                    new SharedRatesFilter(),
                                    new ExternalEditsFilter(),
                                    new BrowserLoginFilter(),
                                    new ClientAddressesFilter(),
                                    new OutOfServiceFilter(),
                                    new ReplacementsFilter(),
                                    new LargestHeadersFilter(),
                                    new LargestBodyFilter(),
                                    new SameOriginFilter(),
                                    new CompressedAnswersFilter(),
                                    new HostWithoutPortFilter(),
                                    new RequestedHostFilter(),
                                    new RouterFilter()))
                    .sorted(Comparator.comparing(HttpFilterTranslator::order))
                    .toList();

    private static final Set<String> LOOKING =
            EnumSet.range(HttpFilterOrder.LOWER_CASE_SCOPE, HttpFilterOrder.WIDER_SCOPE).stream()
                    .map(HttpFilterOrder::filterName)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Any OFF = Any.pack(FilterConfig.newBuilder().setDisabled(true).build());

    /// What a request does not need once the routes of its host are found.
    public static final SortedMap<String, Any> OFF_WHERE_HOST_IS_FOUND = off();

    /// The same where they may be found only after the filters were put together: what comes behind
    /// that point is there, and told by its own configuration to do nothing.
    public static final SortedMap<String, Any> OFF_WHERE_HOST_IS_ASKED_FOR = offLater();

    private HttpFilterChain() {}

    public static List<HttpFilter> of(HttpRequests http) {
        List<HttpFilter> chain =
                TRANSLATORS.stream()
                        .flatMap(translator ->
                                Stream.concat(
                                        programsBefore(translator.order(), http),
                                        filter(translator, http)))
                        .toList();
        return switch (http.delivery()) {
            case WHOLE_TABLE -> chain;
            case HOST_BY_HOST, HOST_ON_DEMAND -> UnroutedFilters.gather(chain);
        };
    }

    /// Those at the beginning that look for the routes of a request.
    public static List<HttpFilter> untilRoutesAreFound(List<HttpFilter> chain) {
        return chain.stream().takeWhile(filter -> LOOKING.contains(filter.getName())).toList();
    }

    private static Stream<HttpFilter> programsBefore(HttpFilterOrder next, HttpRequests http) {
        return http.programs().ofRequests().stream()
                .filter(step -> HttpFilterOrder.behind(step.phase()) == next)
                .map(ProgramFilters::ofRequests);
    }

    private static Stream<HttpFilter> filter(HttpFilterTranslator translator, HttpRequests http) {
        String name = translator.order().filterName();
        if (translator instanceof StageFilter stage) {
            return http.stages().contains(stage.stage())
                    ? Stream.of(
                            HttpFilter.newBuilder()
                                    .setName(name)
                                    .setConfigDiscovery(stage.source())
                                    .build())
                    : Stream.empty();
        }
        return translator.chainConfig(http).stream()
                .map(config ->
                        HttpFilter.newBuilder()
                                .setName(name)
                                .setTypedConfig(config)
                                .setDisabled(isOff(translator, http))
                                .build());
    }

    /// The chain is made for the route that is known then. What a token says may change it, or the
    /// service that is asked, or a program.
    private static boolean isOff(HttpFilterTranslator translator, HttpRequests http) {
        return translator.forSomeRoutes()
                && !http.stages().contains(PolicyStage.TOKENS)
                && !http.stages().contains(PolicyStage.CHECK)
                && http.programs().ofRequests().isEmpty();
    }

    private static SortedMap<String, Any> off() {
        SortedMap<String, Any> configs = new TreeMap<>();
        configs.put(WiderScopeFilter.NAME, OFF);
        UnroutedFilters.NAMES.forEach(name -> configs.put(name, OFF));
        return Collections.unmodifiableSortedMap(configs);
    }

    private static SortedMap<String, Any> offLater() {
        SortedMap<String, Any> configs = new TreeMap<>(OFF_WHERE_HOST_IS_FOUND);
        configs.put(HttpFilterOrder.LOWER_CASE_SCOPE.filterName(), OFF);
        configs.put(
                WiderScopeFilter.NAME,
                Any.pack(LuaPerRoute.newBuilder().setDisabled(true).build()));
        return Collections.unmodifiableSortedMap(configs);
    }

    /// What the rule tells each filter, by the filter's name.
    public static SortedMap<String, Any> routeConfigs(RouteRule rule) {
        return configs(translator -> translator.routeConfig(rule));
    }

    /// What a host tells each filter, by the filter's name.
    public static SortedMap<String, Any> hostConfigs(List<PolicyFeature> features) {
        if (features.isEmpty()) {
            return Collections.emptySortedMap();
        }
        return configs(translator ->
                translator instanceof FeatureFilter<?> filter
                        ? features.stream().flatMap(f -> filter.hostConfig(f).stream()).findFirst()
                        : Optional.empty());
    }

    /// What an upstream of a rule tells each filter, of requests that go there.
    public static SortedMap<String, Any> upstreamConfigs(WeightedUpstream upstream) {
        return configs(translator -> translator.upstreamConfig(upstream));
    }

    private static SortedMap<String, Any> configs(
            Function<HttpFilterTranslator, Optional<Any>> of) {
        SortedMap<String, Any> configs = new TreeMap<>();
        TRANSLATORS.forEach(translator ->
                of.apply(translator)
                        .ifPresent(config -> configs.put(translator.order().filterName(), config)));
        return configs;
    }

    static List<HttpFilterTranslator> translators() {
        return TRANSLATORS;
    }
}
