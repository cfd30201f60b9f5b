// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.xds;

import com.google.protobuf.Any;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/// What a proxy asked for and has, and how it words its requests; one variant of the protocol each.
/// Types are given by their URL.
public interface AdsModel<Q, R> {
    /// No names: everything of that type.
    Q subscribe(String type, Collection<String> names);

    /// No names: no longer everything of that type.
    Q unsubscribe(String type, Collection<String> names);

    /// Takes on the response; returns the acknowledgement.
    Q accept(R response);

    /// Leaves everything as it was.
    Q refuse(R response, String detail);

    /// The first requests of a new stream, in the order in which the types were first asked for.
    List<Q> reconnect();

    String type(R response);

    /// The resources in a response, by name.
    SortedMap<String, Any> resources(R response);

    /// The names that a response tells to drop.
    List<String> removed(R response);

    /// What the proxy has of that type, by name.
    SortedMap<String, Any> held(String type);
}
