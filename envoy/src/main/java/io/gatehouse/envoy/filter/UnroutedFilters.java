// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The filters that only some routes need, for requests whose routes are not known yet when their
/// chain is made: any of these may be needed then. Filters that stand side by side are gathered in
/// one, which is on without a route, and which a route that is known switches off by one name; they
/// themselves follow it and are off unless the route asks for them. Looking up each of them where a
/// host is found costs more than all else that is done for a scope.
///
/// The type is newer than Envoy's generated classes.
public final class UnroutedFilters {
    /// Two: others stand between, such as those for tokens and access.
    static final List<String> NAMES =
            IntStream.rangeClosed(1, 2).mapToObj("gatehouse.unrouted.%d"::formatted).toList();

    private static final String TYPE =
            "type.googleapis.com/envoy.extensions.filters.http.filter_chain.v3.FilterChainConfig";
    private static final int DEFAULT_FILTER_CHAIN = 1;
    private static final int FILTERS = 1;

    private UnroutedFilters() {}

    /// @param chain in which filters that some routes need are off
    static List<HttpFilter> gather(List<HttpFilter> chain) {
        return gather(chain, off(chain));
    }

    /// Has a chain patched as if each filter stood for itself: what is put between two of them
    /// stays there, for every request. Where that leaves them in too many parts they all stay on.
    public static List<HttpFilter> patch(
            List<HttpFilter> chain, UnaryOperator<List<HttpFilter>> patch) {
        if (chain.stream().noneMatch(filter -> NAMES.contains(filter.getName()))) {
            return patch.apply(chain);
        }
        Set<String> off = off(chain);
        List<HttpFilter> patched =
                patch.apply(
                        chain.stream()
                                .filter(filter -> !NAMES.contains(filter.getName()))
                                .map(filter -> disabled(filter, off, false))
                                .toList());
        return starts(patched, off).count() > NAMES.size()
                ? patched
                : gather(patched.stream().map(filter -> disabled(filter, off, true)).toList(), off);
    }

    private static Set<String> off(List<HttpFilter> chain) {
        return chain.stream()
                .filter(HttpFilter::getDisabled)
                .map(HttpFilter::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static HttpFilter disabled(HttpFilter filter, Set<String> off, boolean disabled) {
        return off.contains(filter.getName())
                ? filter.toBuilder().setDisabled(disabled).build()
                : filter;
    }

    private static List<HttpFilter> gather(List<HttpFilter> chain, Set<String> off) {
        List<Integer> starts = starts(chain, off).boxed().toList();
        List<HttpFilter> gathered = new ArrayList<>(chain);
        for (int i = starts.size() - 1; i >= 0; i--) {
            List<HttpFilter> run =
                    chain.stream()
                            .skip(starts.get(i))
                            .takeWhile(filter -> off.contains(filter.getName()))
                            .toList();
            gathered.add(starts.get(i), gatherer(NAMES.get(i), run));
        }
        return gathered;
    }

    /// Where filters that stand side by side begin.
    private static IntStream starts(List<HttpFilter> chain, Set<String> off) {
        return IntStream.range(0, chain.size())
                .filter(i ->
                        off.contains(chain.get(i).getName())
                                && (i == 0 || !off.contains(chain.get(i - 1).getName())));
    }

    private static HttpFilter gatherer(String name, List<HttpFilter> filters) {
        ByteString chain =
                RouteFilters.field(
                        FILTERS,
                        filters.stream()
                                .map(filter ->
                                        TypedExtensionConfig.newBuilder()
                                                .setName(filter.getName())
                                                .setTypedConfig(filter.getTypedConfig())
                                                .build())
                                .toList());
        ByteString config =
                UnknownFieldSet.newBuilder()
                        .addField(
                                DEFAULT_FILTER_CHAIN,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(chain)
                                        .build())
                        .build()
                        .toByteString();
        return HttpFilter.newBuilder()
                .setName(name)
                .setTypedConfig(Any.newBuilder().setTypeUrl(TYPE).setValue(config))
                .build();
    }
}
