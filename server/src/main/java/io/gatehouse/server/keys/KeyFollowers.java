// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.KeySource;
import io.gatehouse.server.fetch.FetchAddresses;
import io.gatehouse.server.fetch.FetchClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Fetches keys in the background from all sources that are wanted. What was fetched is kept: while
/// a source does not answer, the keys that it gave before stay in use.
public final class KeyFollowers implements AutoCloseable {
    private static final int AT_A_TIME = 64;
    private static final int LARGEST = 1 << 20;

    private final KeySettings settings;
    private final Function<KeySource, Optional<String>> lastGood;
    private final BiConsumer<KeySource, FetchedKeys> sink;
    private final FetchClient client;
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final Map<KeySource, KeyFollower> followers = new HashMap<>();

    /// @param lastGood what was fetched before this process started, for as long as a source does
    ///   not answer
    /// @param sink told what was fetched; must not block
    public KeyFollowers(
            KeySettings settings,
            Function<KeySource, Optional<String>> lastGood,
            BiConsumer<KeySource, FetchedKeys> sink) {
        this.settings = settings;
        this.lastGood = lastGood;
        this.sink = sink;
        client =
                new FetchClient(
                        FetchAddresses.withLinkLocalIf(
                                settings.linkLocalAllowed(), "--keys-from-link-local"),
                        settings.authorities(),
                        LARGEST);
    }

    /// From now on keys are fetched from there.
    ///
    /// @param timeout for one attempt
    public synchronized void want(KeySource source, Duration timeout) {
        KeyFollower known = followers.get(source);
        if (known != null) {
            known.setTimeout(timeout);
            return;
        }
        KeyFollower follower =
                new KeyFollower(
                        source,
                        timeout,
                        new KeyFetch(client),
                        settings,
                        permits,
                        new FetchedKeys(lastGood.apply(source), Optional.empty()),
                        keys -> sink.accept(source, keys));
        followers.put(source, follower);
        follower.start();
    }

    public synchronized void forget(KeySource source) {
        KeyFollower follower = followers.remove(source);
        if (follower != null) {
            follower.close();
        }
    }

    @Override
    public synchronized void close() {
        followers.values().forEach(KeyFollower::close);
        followers.clear();
        client.close();
    }
}
