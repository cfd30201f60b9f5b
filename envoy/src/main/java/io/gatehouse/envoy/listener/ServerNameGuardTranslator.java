// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate;
import com.github.xds.type.matcher.v3.Matcher.MatcherTree;
import com.github.xds.type.matcher.v3.Matcher.MatcherTree.MatchMap;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.github.xds.type.matcher.v3.RegexMatcher;
import com.github.xds.type.matcher.v3.StringMatcher;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.ApplicationProtocolInput;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.ServerNameInput;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.TransportProtocolInput;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Chooses the chain of a connection where one of them asks for certificates by name: only what
/// could be the name of a host comes to it. Envoy takes the client's name for that of a resource,
/// and names such as `xdstp://` end it. Everything else is as in Envoy's own choice of a chain: the
/// whole name, then the longest wildcard, then the chain for any name, without a way back.
final class ServerNameGuardTranslator {
    private static final String WILDCARD = "*";
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder());
    private static final RegexMatcher HOST =
            RegexMatcher.newBuilder()
                    .setGoogleRe2(RegexMatcher.GoogleRE2.getDefaultInstance())
                    .setRegex("[A-Za-z0-9._-]{1,253}")
                    .build();
    private static final TypedExtensionConfig TRANSPORT =
            input("transport_protocol", TransportProtocolInput.getDefaultInstance());
    private static final TypedExtensionConfig SERVER_NAME =
            input("server_name", ServerNameInput.getDefaultInstance());
    private static final TypedExtensionConfig PROTOCOLS =
            input("application_protocol", ApplicationProtocolInput.getDefaultInstance());

    private ServerNameGuardTranslator() {}

    static boolean isNeeded(List<ServerChain> chains) {
        return chains.stream().anyMatch(ServerNameGuardTranslator::byName);
    }

    private static boolean byName(ServerChain chain) {
        return chain.tls().filter(TlsTermination::isByServerName).isPresent();
    }

    static Matcher translate(List<ServerChain> chains) {
        MatchMap.Builder transports =
                MatchMap.newBuilder()
                        .putMap(
                                "tls",
                                onMatch(
                                        byServerName(
                                                chains.stream()
                                                        .filter(chain -> chain.hello().isPresent())
                                                        .toList())));
        chains.stream()
                .filter(chain -> chain.hello().isEmpty())
                .findFirst()
                .ifPresent(plain -> transports.putMap("raw_buffer", onMatch(plain)));
        return tree(TRANSPORT, transports.build()).build();
    }

    /// No two chains of a port have a name in common.
    private static Matcher byServerName(List<ServerChain> chains) {
        SortedMap<String, ServerChain> byName = new TreeMap<>(LONGEST_FIRST);
        chains.forEach(chain -> chain.serverNames().forEach(name -> byName.put(name, chain)));
        Matcher.MatcherList.Builder others = Matcher.MatcherList.newBuilder();
        MatchMap.Builder exact = MatchMap.newBuilder();
        byName.forEach((name, chain) -> {
            if (name.startsWith(WILDCARD)) {
                others.addMatchers(
                        when(
                                SERVER_NAME,
                                StringMatcher.newBuilder()
                                        .setSuffix(name.substring(WILDCARD.length())),
                                byProtocol(chain)));
            } else {
                exact.putMap(name, byProtocol(chain));
            }
        });
        chains.stream()
                .filter(ServerNameGuardTranslator::byName)
                .forEach(chain ->
                        others.addMatchers(
                                when(
                                        SERVER_NAME,
                                        StringMatcher.newBuilder().setSafeRegex(HOST),
                                        onMatch(chain))));
        Matcher other = Matcher.newBuilder().setMatcherList(others).build();
        return exact.getMapCount() == 0
                ? other
                : tree(SERVER_NAME, exact.build()).setOnNoMatch(onMatch(other)).build();
    }

    private static OnMatch byProtocol(ServerChain chain) {
        List<String> protocols = chain.hello().orElseThrow().applicationProtocols();
        if (protocols.isEmpty()) {
            return onMatch(chain);
        }
        Matcher.MatcherList.Builder offered = Matcher.MatcherList.newBuilder();
        for (String protocol : protocols) {
            offered.addMatchers(
                    when(
                            PROTOCOLS,
                            StringMatcher.newBuilder().setContains("'" + protocol + "'"),
                            onMatch(chain)));
        }
        return onMatch(Matcher.newBuilder().setMatcherList(offered).build());
    }

    private static FieldMatcher when(
            TypedExtensionConfig input, StringMatcher.Builder value, OnMatch onMatch) {
        return FieldMatcher.newBuilder()
                .setPredicate(
                        Predicate.newBuilder()
                                .setSinglePredicate(
                                        SinglePredicate.newBuilder()
                                                .setInput(input)
                                                .setValueMatch(value)))
                .setOnMatch(onMatch)
                .build();
    }

    private static Matcher.Builder tree(TypedExtensionConfig input, MatchMap map) {
        return Matcher.newBuilder()
                .setMatcherTree(MatcherTree.newBuilder().setInput(input).setExactMatchMap(map));
    }

    private static OnMatch onMatch(Matcher matcher) {
        return OnMatch.newBuilder().setMatcher(matcher).build();
    }

    private static OnMatch onMatch(ServerChain chain) {
        return OnMatch.newBuilder()
                .setAction(
                        TypedExtensionConfig.newBuilder()
                                .setName(chain.name())
                                .setTypedConfig(Any.pack(StringValue.of(chain.name()))))
                .build();
    }

    private static TypedExtensionConfig input(String name, Message input) {
        return TypedExtensionConfig.newBuilder()
                .setName("envoy.matching.inputs." + name)
                .setTypedConfig(Any.pack(input))
                .build();
    }
}
