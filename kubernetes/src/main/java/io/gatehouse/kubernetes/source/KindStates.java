// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ToldState;
import io.gatehouse.kubernetes.api.ApiFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How the reading of each kind goes, as state, as findings, and in the log. Not thread-safe.
final class KindStates {
    private static final Logger LOG = System.getLogger(KubernetesSource.class.getName());

    private final Map<Kind, KindState> states = new EnumMap<>(Kind.class);
    private final ToldState told = new ToldState();
    private Optional<Finding> outage = Optional.empty();

    KindStates() {
        WatchedKind.ALL.forEach(k -> states.put(k.kind(), KindState.initial(k.kind())));
    }

    List<KindState> all() {
        return List.copyOf(states.values());
    }

    boolean settled() {
        return states.values().stream().allMatch(KindState::settled);
    }

    void listed(Kind kind, int objects) {
        change(kind, state -> state.withListed(objects));
    }

    /// Whether the kind has been listed, or was recalled.
    boolean known(Kind kind) {
        return states.getOrDefault(kind, KindState.initial(kind)).known();
    }

    void recalled(Kind kind, int objects) {
        change(kind, state -> state.withRecalled(objects));
    }

    void objects(Kind kind, int objects) {
        change(kind, state -> state.withObjects(objects));
    }

    void following(Kind kind) {
        change(kind, KindState::following);
    }

    void failed(Kind kind, ApiFailure failure) {
        boolean first = failure instanceof ApiFailure.Unavailable && !away();
        change(kind, state -> state.failed(failure));
        LOG.log(
                first ? Level.WARNING : Level.DEBUG,
                () -> TroubleFindings.of(kind, failure).message());
    }

    private boolean away() {
        return states.values().stream()
                .flatMap(state -> state.failure().stream())
                .anyMatch(ApiFailure.Unavailable.class::isInstance);
    }

    void brokeOff(Kind kind, String reason) {
        change(kind, state -> state.brokenOff(reason));
        LOG.log(Level.DEBUG, () -> "the watch of " + kind.kindName() + " broke off: " + reason);
    }

    private void change(Kind kind, UnaryOperator<KindState> change) {
        states.compute(
                kind, (k, state) -> change.apply(state == null ? KindState.initial(k) : state));
    }

    /// What is to be told since the last time. When the API server is away, all kinds fail; that is
    /// told once, with what was noticed first.
    List<ConfigEvent> drain() {
        List<ConfigEvent> events = new ArrayList<>();
        Optional<Finding> away = Optional.empty();
        for (KindState state : states.values()) {
            Optional<Finding> finding =
                    state.failure().map(failure -> TroubleFindings.of(state.kind(), failure));
            boolean unavailable =
                    finding.filter(f -> f.code() == FindingCode.API_SERVER_UNAVAILABLE).isPresent();
            if (unavailable && away.isEmpty()) {
                away = finding;
            }
            told.findings(
                            Origins.of(state.kind()),
                            unavailable ? List.of() : finding.stream().toList())
                    .ifPresent(events::add);
        }
        outage = away.isPresent() && outage.isPresent() ? outage : away;
        told.findings(Origins.API_SERVER, outage.stream().toList()).ifPresent(events::add);
        return events;
    }
}
