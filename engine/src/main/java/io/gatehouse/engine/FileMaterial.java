// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.core.SecretValue;
import java.util.SortedMap;

/// What the files of a [MaterialOrigin.OnProxy] hold, where the control plane can read them.
public sealed interface FileMaterial {

    /// By the keys that a Secret would have: `tls.crt`, `tls.key`, `ca.crt`, `ca.crl`.
    record Content(SortedMap<String, SecretValue> data) implements FileMaterial {
        public Content {
            data = SortedMaps.copyOf(data);
        }
    }

    /// @param why for the user: which file, and what is wrong with it
    record Unreadable(String why) implements FileMaterial {}
}
