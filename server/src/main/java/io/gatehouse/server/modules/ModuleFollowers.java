// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.server.fetch.FetchAddresses;
import io.gatehouse.server.fetch.FetchClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/// Fetches modules in the background from all sources that are wanted. While a source does not
/// answer, the module that it gave before stays in use, over a restart, too.
public final class ModuleFollowers implements AutoCloseable {
    /// In bytes, of a module and of a layer that holds one.
    static final int LARGEST = 32 << 20;

    private static final long LARGEST_STORE = 512L << 20;
    private static final int AT_A_TIME = 4;

    private final ModuleSettings settings;
    private final BiConsumer<ModuleSource, FetchedModule> sink;
    private final FetchClient client;
    private final ModuleStore store;
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final Map<ModuleSource, ModuleFollower> followers = new HashMap<>();

    /// @param sink told what was fetched; must not block
    public ModuleFollowers(ModuleSettings settings, BiConsumer<ModuleSource, FetchedModule> sink) {
        this.settings = settings;
        this.sink = sink;
        client =
                new FetchClient(FetchAddresses.withoutLinkLocal(), settings.authorities(), LARGEST);
        store = new ModuleStore(settings.cache(), LARGEST_STORE);
    }

    /// From now on the module is fetched from there; once more where that has been said before.
    public synchronized void want(ModuleSource source, ModuleDemand demand) {
        followers.computeIfAbsent(source, this::follower).demand(demand);
    }

    private ModuleFollower follower(ModuleSource source) {
        ModuleFollower follower =
                new ModuleFollower(
                        source,
                        new ModuleFetch(client),
                        store,
                        settings,
                        permits,
                        module -> sink.accept(source, module));
        follower.start();
        return follower;
    }

    public synchronized void forget(ModuleSource source) {
        ModuleFollower follower = followers.remove(source);
        if (follower != null) {
            follower.close();
        }
    }

    @Override
    public synchronized void close() {
        followers.values().forEach(ModuleFollower::close);
        followers.clear();
        client.close();
    }
}
