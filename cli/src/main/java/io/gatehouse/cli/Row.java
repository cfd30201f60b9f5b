// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.time.Instant;
import java.util.List;

/// An object to be shown, and what else its cells may say.
///
/// @param wide whether there is room
/// @param pods of all namespaces, where cells are counted from them
/// @param live on how many proxies, of how many; empty where that is not asked for
record Row(Tree object, Instant now, boolean wide, List<Tree> pods, String live) {
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
