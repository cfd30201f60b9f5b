// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.lastgood.LastGoodPart;
import io.gatehouse.server.replica.LastGoodOfOthers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What a replica that is new takes over from one that is there: the versions that proxies have of
/// objects which are broken by now, and what is set aside. So it serves what the others serve.
///
/// @param progress told sentences for people; must not block
/// @param trouble likewise
record InheritedLastGood(
        LastGoodOfOthers others, Consumer<String> progress, Consumer<String> trouble) {

    /// Before anything is read. Asks one after the other until one has something to tell.
    void take(Set<InetSocketAddress> replicas, LastGood lastGood) {
        for (InetSocketAddress replica : replicas) {
            try {
                List<LastGoodPart> parts = others.ask(replica);
                for (LastGoodPart part : parts) {
                    lastGood.take(part);
                }
                if (!parts.isEmpty()) {
                    progress.accept(
                            "Took over what proxies have from the replica at "
                                    + replica.getHostString());
                    return;
                }
            } catch (IOException e) {
                trouble.accept(
                        "The control plane's replica at %s does not tell what its proxies have: %s"
                                .formatted(replica.getHostString(), e.getMessage()));
            }
        }
    }
}
