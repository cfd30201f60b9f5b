// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.kubernetes.FakeApiServer;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.kubernetes.api.HttpApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A source of a fake API server, with what it told.
final class SourceUnderTest implements AutoCloseable {
    static final WatchTiming TIMING =
            new WatchTiming(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(10),
                    Duration.ofMillis(100),
                    Duration.ofMillis(50),
                    Duration.ofMillis(50),
                    500);

    final FakeApiServer api = new FakeApiServer();
    final ToldBatches told = new ToldBatches();
    private final KubernetesClient client;
    private final KubernetesSource source;

    SourceUnderTest(Path directory) throws IOException {
        this(directory, TIMING);
    }

    SourceUnderTest(Path directory, WatchTiming timing) throws IOException {
        this(directory, timing, LastGoodObjects.NONE);
    }

    SourceUnderTest(Path directory, WatchTiming timing, LastGoodObjects lastGood)
            throws IOException {
        client = new KubernetesConnection(Optional.of(api.kubeconfig(directory))).open();
        source =
                new KubernetesSource(
                        new HttpApiServer(client, Duration.ofSeconds(5)),
                        new KubernetesSource.Settings(Set.of("istio-system"), timing, lastGood));
    }

    static WatchTiming pages(int size) {
        return new WatchTiming(
                TIMING.watch(),
                TIMING.grace(),
                TIMING.firstPause(),
                TIMING.longestPause(),
                TIMING.absentPause(),
                TIMING.deniedPause(),
                size);
    }

    static WatchTiming watches(Duration watch, Duration grace) {
        return new WatchTiming(
                watch,
                grace,
                TIMING.firstPause(),
                TIMING.longestPause(),
                TIMING.absentPause(),
                TIMING.deniedPause(),
                TIMING.pageSize());
    }

    void put(String... objects) {
        for (String object : objects) {
            api.objects().put(object);
        }
    }

    void start() {
        source.start(told);
    }

    KubernetesSource source() {
        return source;
    }

    @Override
    public void close() {
        source.close();
        client.close();
        api.close();
    }
}
