// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.time.Instant;
import java.util.List;

/// An object to be shown, and what else its cells may say.
///
/// @param wide whether there is room
/// @param pods of all namespaces, where cells are counted from them
record Row(Tree object, Instant now, boolean wide, List<Tree> pods) {
    Row {
        pods = List.copyOf(pods);
    }

    String name() {
        return object.at("metadata", "name").text();
    }

    String namespace() {
        return object.at("metadata", "namespace").text();
    }

    String age() {
        return Age.since(object.at("metadata", "creationTimestamp").text(), now);
    }
}
