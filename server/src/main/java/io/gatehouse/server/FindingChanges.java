// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import java.util.List;

/// What is newly wrong and what no longer is.
public record FindingChanges(List<Finding> appeared, List<Finding> resolved) {
    public static final FindingChanges NONE = new FindingChanges(List.of(), List.of());

    public FindingChanges {
        appeared = List.copyOf(appeared);
        resolved = List.copyOf(resolved);
    }
}
