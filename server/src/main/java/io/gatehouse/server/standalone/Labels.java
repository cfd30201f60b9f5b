// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import java.util.Map;

/// Kubernetes' equality-based label selectors.
final class Labels {
    private Labels() {}

    /// Whether a selector that is not empty matches.
    static boolean selected(Map<String, String> labels, Map<String, String> selector) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }
}
