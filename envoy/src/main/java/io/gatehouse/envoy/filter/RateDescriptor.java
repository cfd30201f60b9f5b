// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.config.route.v3.RateLimit;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.GenericKey;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.HeaderValueMatch;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.RemoteAddress;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.RequestHeaders;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.RateLimitDescriptor.Entry;
import io.envoyproxy.envoy.type.v3.TokenBucket;
import io.gatehouse.envoy.access.HeaderMatchers;
import io.gatehouse.routing.RequestRates.Rate;
import io.gatehouse.routing.RequestRates.Trait;

/// How one of several limits is told from the others: what requests are marked with, and the limit
/// for what is marked so. An entry without a value stands for each value by itself.
record RateDescriptor(int index, Rate rate) {
    private static final String LIMIT = "limit";
    private static final String MATCH = "header_match";

    RateLimit actions() {
        RateLimit.Builder actions =
                RateLimit.newBuilder()
                        .addActions(
                                Action.newBuilder()
                                        .setGenericKey(
                                                GenericKey.newBuilder()
                                                        .setDescriptorKey(LIMIT)
                                                        .setDescriptorValue(
                                                                Integer.toString(index))));
        if (!rate.only().isEmpty()) {
            HeaderValueMatch.Builder match =
                    HeaderValueMatch.newBuilder().setDescriptorValue(MATCH);
            rate.only()
                    .forEach(header ->
                            match.addHeaders(HeaderMatchers.of(header.name(), header.value())));
            actions.addActions(Action.newBuilder().setHeaderValueMatch(match));
        }
        rate.apart().stream().map(RateDescriptor::action).forEach(actions::addActions);
        return actions.build();
    }

    LocalRateLimitDescriptor limit(TokenBucket bucket) {
        LocalRateLimitDescriptor.Builder limit =
                LocalRateLimitDescriptor.newBuilder()
                        .addEntries(entry(LIMIT, Integer.toString(index)))
                        .setTokenBucket(bucket);
        if (!rate.only().isEmpty()) {
            limit.addEntries(entry(MATCH, MATCH));
        }
        rate.apart().forEach(trait -> limit.addEntries(entry(key(trait), "")));
        return limit.build();
    }

    private static Entry entry(String key, String value) {
        return Entry.newBuilder().setKey(key).setValue(value).build();
    }

    private static Action action(Trait trait) {
        Action.Builder action = Action.newBuilder();
        return switch (trait) {
            case Trait.ClientAddress _ ->
                    action.setRemoteAddress(RemoteAddress.getDefaultInstance()).build();
            case Trait.HeaderValue(String name) ->
                    action.setRequestHeaders(
                                    RequestHeaders.newBuilder()
                                            .setHeaderName(name)
                                            .setDescriptorKey(key(trait)))
                            .build();
        };
    }

    private static String key(Trait trait) {
        return switch (trait) {
            case Trait.ClientAddress _ -> "remote_address";
            case Trait.HeaderValue(String name) -> "header:" + name;
        };
    }
}
