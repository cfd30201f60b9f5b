// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Optional;
import java.util.Set;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;

/// Which resources name a resource. Never changes; a change makes another one that shares the rest.
record UserIndex(HashPMap<ResourceName, MapPSet<ResourceName>> users) {
    static final UserIndex EMPTY = new UserIndex(HashTreePMap.empty());

    MapPSet<ResourceName> of(ResourceName name) {
        return Optional.ofNullable(users.get(name)).orElse(HashTreePSet.empty());
    }

    /// The user named `before` and names `after` now.
    UserIndex exchange(ResourceName user, Set<ResourceName> before, Set<ResourceName> after) {
        HashPMap<ResourceName, MapPSet<ResourceName>> result = users;
        for (ResourceName name : before) {
            if (!after.contains(name)) {
                MapPSet<ResourceName> left = new UserIndex(result).of(name).minus(user);
                result = left.isEmpty() ? result.minus(name) : result.plus(name, left);
            }
        }
        for (ResourceName name : after) {
            if (!before.contains(name)) {
                result = result.plus(name, new UserIndex(result).of(name).plus(user));
            }
        }
        return new UserIndex(result);
    }
}
