// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An answer in place of the upstream's.
///
/// @param headers by lower-case name
/// @param except requests that are served all the same
public record OutOfService(
        int status, SortedMap<String, String> headers, String body, List<CertainRequests> except)
        implements PolicyFeature {
    public OutOfService {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        except = List.copyOf(except);
    }
}
