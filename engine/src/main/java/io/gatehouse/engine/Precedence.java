// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ConfigObject;
import java.time.Instant;
import java.util.Comparator;

/// Who comes first where objects compete: the oldest, then by name, then by namespace, as in Istio.
/// Objects whose source keeps no creation time count as equally old.
public final class Precedence {
    public static final Comparator<ConfigObject> OLDEST_FIRST =
            Comparator.<ConfigObject, Instant>comparing(
                            object -> object.metadata().creationTimestamp().orElse(Instant.EPOCH))
                    .thenComparing(object -> object.metadata().name())
                    .thenComparing(object -> object.metadata().namespace());

    private Precedence() {}
}
