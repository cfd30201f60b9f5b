// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ObjectDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Looks at objects until all are as they are to be, one never will be, or time is up. Between two
/// looks it waits for the control plane to have news.
///
/// @param deleted whether their end is waited for
/// @param done told of each object as soon as it is as it is to be
record Waiting(
        AdminClient client,
        List<WaitTarget> targets,
        boolean deleted,
        Duration timeout,
        Consumer<WaitLook> done) {
    private static final long AT_ONCE = -1;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /// As long as the control plane takes at most to answer one who waits for news.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    /// The last look at each object, in their order.
    List<WaitLook> looks() throws InterruptedException {
        Map<ObjectKey, String> versions = versions();
        Map<ObjectKey, WaitLook> looks = new LinkedHashMap<>();
        long start = System.nanoTime();
        long news = AT_ONCE;
        while (true) {
            long after = left(start).compareTo(LONGEST_ANSWER) > 0 ? news : AT_ONCE;
            boolean first = true;
            for (WaitTarget target : targets) {
                ObjectKey key = target.key();
                if (!looks.containsKey(key) || looks.get(key).state() != WaitLook.State.DONE) {
                    String version = versions.getOrDefault(key, "");
                    Tree answer = client.rollout(key, version, first ? after : AT_ONCE);
                    WaitLook look = new WaitLook(target, answer, deleted);
                    news = first ? look.news() : news;
                    first = false;
                    looks.put(key, look);
                    if (look.state() == WaitLook.State.DONE) {
                        done.accept(look);
                    }
                }
            }
            if (isOver(looks.values()) || !left(start).isPositive()) {
                return List.copyOf(looks.values());
            }
            Thread.sleep(PAUSE);
        }
    }

    private Map<ObjectKey, String> versions() {
        Map<ObjectKey, String> versions = new HashMap<>();
        targets.forEach(target ->
                target.written()
                        .ifPresent(object -> versions.put(target.key(), ObjectDigest.of(object))));
        return versions;
    }

    private Duration left(long start) {
        return timeout.minusNanos(System.nanoTime() - start);
    }

    /// What is wrong with one may be for want of another, so that none has failed before all are
    /// there.
    private static boolean isOver(Collection<WaitLook> looks) {
        boolean failed = looks.stream().anyMatch(l -> l.state() == WaitLook.State.FAILED);
        return failed
                ? looks.stream().allMatch(WaitLook::isThere)
                : looks.stream().allMatch(look -> look.state() == WaitLook.State.DONE);
    }
}
