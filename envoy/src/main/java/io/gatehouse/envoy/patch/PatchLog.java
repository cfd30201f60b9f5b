// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Message;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchProblem.Weight;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What becomes of the patches to one resource.
final class PatchLog {
    private static final String VALUE = "patch.value";

    private final SortedSet<PatchId> met = new TreeSet<>();
    private final Set<PatchProblem> problems = new LinkedHashSet<>();

    void met(ReadPatch patch) {
        met.add(patch.id());
    }

    void leftOut(ReadPatch patch, String message) {
        met(patch);
        problems.add(new PatchProblem(patch.id(), "", Weight.LEFT_OUT, message));
    }

    /// Has a patch change a message, unless Envoy would not take the outcome.
    <M extends Message> M change(ReadPatch patch, M before, UnaryOperator<M> change) {
        met(patch);
        M after = change.apply(before);
        Optional<Constraints.Violation> violation = Constraints.ofGenerated(after, VALUE);
        violation.ifPresent(found ->
                problems.add(
                        new PatchProblem(
                                patch.id(),
                                found.path(),
                                Weight.LEFT_OUT,
                                "with it, Envoy would refuse the whole: " + found.message())));
        return violation.isPresent() ? before : after;
    }

    <M extends Message> Patched<M> outcome(Optional<M> resource) {
        return new Patched<>(resource, met, List.copyOf(problems));
    }
}
