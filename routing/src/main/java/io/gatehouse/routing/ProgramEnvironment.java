// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The environment variables of a program.
///
/// @param fromProxy names of those that have the value that the proxy's own environment gives them
public record ProgramEnvironment(SortedMap<String, String> given, List<String> fromProxy) {
    public ProgramEnvironment {
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
        fromProxy = fromProxy.stream().sorted().toList();
    }

    public boolean isEmpty() {
        return given.isEmpty() && fromProxy.isEmpty();
    }
}
