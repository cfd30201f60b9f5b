// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.RequestAuthentication.JwtRule;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys of rules for tokens: those that stand in them, and those that somebody fetches for the
/// graph from where they say.
public final class KeyNodes {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

    /// From where keys are to be fetched, each with how long an attempt may take: what rules name
    /// that some gateway has.
    public final Output<KeySource, Duration> wanted;

    private final ConfigTables tables;
    private final PolicyAttachment<RequestAuthentication> attachment;
    private final Derivation<String, KeySet> inline;
    private final Derivation<KeySource, Optional<KeySet>> fetched;
    private final Index<ObjectKey, KeySource> rulesOfSource;

    KeyNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            PolicyAttachment<RequestAuthentication> attachment) {
        this.tables = tables;
        this.attachment = attachment;
        inline = graph.derivation("key set of text", (_, text) -> KeySet.read(text));
        fetched = graph.derivation("fetched key set", this::fetched);
        rulesOfSource =
                graph.index("rules of key source", tables.requestAuthentications, this::sources);
        wanted = graph.output(rulesOfSource, graph.derivation("key fetch", this::patience));
    }

    /// Absent where they have to be fetched and are not there yet.
    Optional<KeySet> keys(Evaluation e, JwtRule rule) {
        return source(rule)
                .map(source -> e.get(fetched, source))
                .orElseGet(() -> Optional.of(e.get(inline, rule.jwks())));
    }

    /// Whether it will be known soon which keys there are.
    boolean pending(Evaluation e, JwtRule rule) {
        return source(rule)
                .flatMap(source -> e.read(tables.fetchedKeys, source))
                .filter(FetchedKeys.PENDING::equals)
                .isPresent();
    }

    /// Why keys could not be fetched the last time.
    Optional<String> problem(Evaluation e, KeySource source) {
        return e.read(tables.fetchedKeys, source).flatMap(FetchedKeys::problem);
    }

    /// Absent where they stand in the rule. As in Istio, an issuer says by its OpenID configuration
    /// where its keys are.
    static Optional<KeySource> source(JwtRule rule) {
        if (!rule.jwks().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                rule.jwksUri().isEmpty()
                        ? new KeySource(rule.issuer(), true)
                        : new KeySource(rule.jwksUri(), false));
    }

    private Optional<KeySet> fetched(Evaluation e, KeySource source) {
        return e.read(tables.fetchedKeys, source).flatMap(FetchedKeys::document).map(KeySet::read);
    }

    private Set<KeySource> sources(Evaluation e, ObjectKey key) {
        return attachment.groups(e, key).isEmpty()
                ? Set.of()
                : rules(e, key).flatMap(rule -> source(rule).stream()).collect(Collectors.toSet());
    }

    /// The longest that some rule allows.
    private Duration patience(Evaluation e, KeySource source) {
        List<Duration> timeouts =
                e.members(rulesOfSource, source).stream()
                        .flatMap(key -> rules(e, key))
                        .filter(rule -> source(rule).equals(Optional.of(source)))
                        .map(rule -> rule.timeout().orElse(FETCH_TIMEOUT))
                        .toList();
        return timeouts.stream().max(Comparator.naturalOrder()).orElse(FETCH_TIMEOUT);
    }

    private Stream<JwtRule> rules(Evaluation e, ObjectKey key) {
        return e.read(tables.requestAuthentications, key).stream()
                .flatMap(object -> object.spec().jwtRules().stream());
    }
}
