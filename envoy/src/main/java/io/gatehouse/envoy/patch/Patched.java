// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Message;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What patches made of a resource.
///
/// @param resource absent if it was removed
/// @param met the patches that were meant for something in it, whether or not they could be applied
public record Patched<M extends Message>(
        Optional<M> resource, SortedSet<PatchId> met, List<PatchProblem> problems) {
    public Patched {
        met = Collections.unmodifiableSortedSet(new TreeSet<>(met));
        problems = List.copyOf(problems);
    }

    /// With what became of further patches to it.
    Patched<M> and(Patched<M> later) {
        SortedSet<PatchId> all = new TreeSet<>(met);
        all.addAll(later.met);
        List<PatchProblem> told = new ArrayList<>(problems);
        told.addAll(later.problems);
        return new Patched<>(later.resource, all, told);
    }
}
