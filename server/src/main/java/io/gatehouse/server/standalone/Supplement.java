// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import java.util.List;
import java.util.Set;

/// Makes further objects from those that the user defines: what a cluster would bring.
public interface Supplement {

    /// The kinds that its outcome depends on, all that it makes among them. It is asked again
    /// whenever an object of these changes.
    Set<Kind> reads();

    /// Always for the whole. Called on one thread at a time.
    Supply supply(DefinedObjects defined);

    /// Objects to add, or to have in place of defined ones of the same key, and what the user
    /// should know.
    record Supply(List<ConfigObject> objects, List<Finding> findings) {
        public static final Supply NOTHING = new Supply(List.of(), List.of());

        public Supply {
            objects = List.copyOf(objects);
            findings = List.copyOf(findings);
        }
    }
}
