// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// Merges a patch into a filter, and into what its configuration holds if the patch has one of the
/// same type.
record FilterMerge<F extends Message>(
        Function<F, String> name,
        Predicate<F> isConfigured,
        Function<F, Any> config,
        BiFunction<F, Any, F> withConfig) {
    static final FilterMerge<Filter> NETWORK =
            new FilterMerge<>(
                    Filter::getName,
                    Filter::hasTypedConfig,
                    Filter::getTypedConfig,
                    (filter, config) -> filter.toBuilder().setTypedConfig(config).build());
    static final FilterMerge<HttpFilter> HTTP =
            new FilterMerge<>(
                    HttpFilter::getName,
                    HttpFilter::hasTypedConfig,
                    HttpFilter::getTypedConfig,
                    (filter, config) -> filter.toBuilder().setTypedConfig(config).build());

    /// @param value of the patch
    F apply(ReadPatch patch, F value, F filter, PatchLog log) {
        Any found = config.apply(value);
        Any is = config.apply(filter);
        if (!TerminalFilters.sameType(found, is)) {
            log.leftOut(patch, TerminalFilters.otherType(name.apply(filter), is, found));
            return filter;
        }
        MessageMerge merge = MessageMerge.of(patch);
        return log.change(
                patch,
                filter,
                old -> {
                    Any before = config.apply(old);
                    F around = withConfig.apply(value, Any.getDefaultInstance());
                    return withConfig.apply(
                            merge.merge(old, around),
                            isConfigured.test(value) ? merge.mergePacked(before, found) : before);
                });
    }
}
