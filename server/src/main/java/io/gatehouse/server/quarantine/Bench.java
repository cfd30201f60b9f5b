// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Where it can be tried out what would come of other versions of objects. For the thread that owns
/// the translation.
public interface Bench {
    /// What proxies of the group are given at the moment.
    Optional<VersionedResource> resource(String group, ResourceName name);

    /// The objects that the resource may have come of.
    ///
    /// @param since a revision of the group at which the resource was good; 0 if it never was
    Suspects suspects(String group, VersionedResource resource, long since);

    /// What the resource would be if these were as before; nothing is published.
    Optional<VersionedResource> without(String group, ResourceName name, Collection<Suspect> these);

    /// Gives the translation their earlier versions for as long as they do not change. Those that
    /// have changed meanwhile are left alone.
    void hold(Collection<Culprit> culprits);

    /// @param changed whether they are those that changed since the resource was good, not all that
    ///   have to do with it
    record Suspects(List<Suspect> objects, boolean changed) {
        public Suspects {
            objects = List.copyOf(objects);
        }
    }

    /// @param message what there is to say about it
    record Culprit(Suspect suspect, String message) {}
}
