// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchProblem.Weight;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the value of one patch.
final class Complaints {
    private final PatchId patch;
    private final List<PatchProblem> problems = new ArrayList<>();

    Complaints(PatchId patch) {
        this.patch = patch;
    }

    /// The patch cannot be applied.
    void wrong(String path, String message) {
        problems.add(new PatchProblem(patch, path, Weight.LEFT_OUT, message));
    }

    /// As in Istio, what there is not is passed over.
    void unknown(String path, String message) {
        problems.add(new PatchProblem(patch, path, Weight.TOLD, message));
    }

    /// Whether the patch can be applied.
    boolean usable() {
        return problems.stream().noneMatch(problem -> problem.weight() == Weight.LEFT_OUT);
    }

    List<PatchProblem> problems() {
        return List.copyOf(problems);
    }
}
