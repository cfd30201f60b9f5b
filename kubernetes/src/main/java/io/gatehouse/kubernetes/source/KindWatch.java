// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Lists a kind and watches it from there, for ever. A watch that ends is taken up where it was;
/// when that is too long ago, the kind is listed anew. Runs until it is interrupted.
final class KindWatch implements Runnable {
    /// What ends sooner and without an event is no watch, but a failure.
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);

    private final ApiServer api;
    private final ObjectDecoder decoder;
    private final WatchedKind kind;
    private final WatchTiming timing;
    private final Consumer<WatchNews> news;
    private final KindLister lister;
    private final ServedVersions served;
    private final Backoff backoff;

    /// From where to watch.
    private record Position(String version, String resourceVersion) {}

    KindWatch(
            ApiServer api,
            ObjectDecoder decoder,
            WatchedKind kind,
            WatchTiming timing,
            Consumer<WatchNews> news) {
        this.api = api;
        this.decoder = decoder;
        this.kind = kind;
        this.timing = timing;
        this.news = news;
        this.lister = new KindLister(api, decoder, kind, timing.pageSize());
        this.served = new ServedVersions(api);
        this.backoff = new Backoff(timing.firstPause(), timing.longestPause());
    }

    @Override
    public void run() {
        try {
            while (true) {
                Optional<Position> listed = list();
                if (listed.isPresent()) {
                    follow(listed.get());
                    Thread.sleep(Backoff.jittered(timing.firstPause()));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lists the kind in the newest version that is served. Of a kind that cannot be listed the
    /// failure is told, and a pause made.
    private Optional<Position> list() throws InterruptedException {
        ApiFailure failure = new ApiFailure.NotFound("the API server does not have this kind");
        switch (served.of(kind.kind())) {
            case ApiOutcome.Failed<List<String>>(ApiFailure unavailable) -> failure = unavailable;
            case ApiOutcome.Ok<List<String>>(List<String> versions) -> {
                for (String version : versions) {
                    switch (lister.list(version)) {
                        case ApiOutcome.Ok<Listing>(Listing listing) -> {
                            news.accept(new WatchNews.Listed(kind, listing.objects()));
                            backoff.reset();
                            return Optional.of(new Position(version, listing.resourceVersion()));
                        }
                        case ApiOutcome.Failed<Listing>(ApiFailure found) -> failure = found;
                    }
                    if (!(failure instanceof ApiFailure.NotFound)) {
                        break;
                    }
                }
            }
        }
        fail(failure);
        return Optional.empty();
    }

    /// Watches until the kind must be listed anew.
    private void follow(Position start) throws InterruptedException {
        Position position = start;
        while (true) {
            Duration timeout = Backoff.jittered(timing.watch());
            switch (api.open(
                    kind.watch(position.version, position.resourceVersion, timeout),
                    timeout.plus(timing.grace()))) {
                case ApiOutcome.Ok<InputStream>(InputStream content) -> {
                    news.accept(new WatchNews.Following(kind.kind()));
                    Optional<Position> next = read(content, position);
                    if (next.isEmpty()) {
                        return;
                    }
                    position = next.get();
                }
                case ApiOutcome.Failed<InputStream>(ApiFailure.Gone _),
                        ApiOutcome.Failed<InputStream>(ApiFailure.NotFound _) -> {
                    return;
                }
                case ApiOutcome.Failed<InputStream>(ApiFailure failure) -> fail(failure);
            }
        }
    }

    /// Reads a watch to its end. Returns from where to go on; empty if that is not possible.
    private Optional<Position> read(InputStream content, Position start)
            throws InterruptedException {
        long begin = System.nanoTime();
        String reached = start.resourceVersion;
        try (WatchEvents events = new WatchEvents(decoder, kind, content)) {
            for (Optional<WatchEvent> event = events.next();
                    event.isPresent();
                    event = events.next()) {
                switch (event.get()) {
                    case WatchEvent.Put(ApiObject object) -> {
                        news.accept(new WatchNews.Changed(kind, object, System.nanoTime()));
                        reached = object.resourceVersion();
                    }
                    case WatchEvent.Removed(ApiObject object) -> {
                        news.accept(new WatchNews.Removed(kind, object, System.nanoTime()));
                        reached = object.resourceVersion();
                    }
                    case WatchEvent.Bookmark(String resourceVersion) -> reached = resourceVersion;
                    case WatchEvent.Failed(ApiFailure.Gone _) -> {
                        return Optional.empty();
                    }
                    case WatchEvent.Failed(ApiFailure failure) -> {
                        fail(failure);
                        return Optional.of(new Position(start.version, reached));
                    }
                }
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            news.accept(new WatchNews.BrokeOff(kind.kind(), String.valueOf(e.getMessage())));
        }
        boolean idle = reached.equals(start.resourceVersion);
        if (idle && System.nanoTime() - begin < SHORTEST_WATCH.toNanos()) {
            Thread.sleep(backoff.next());
        } else {
            backoff.reset();
        }
        return Optional.of(new Position(start.version, reached));
    }

    private void fail(ApiFailure failure) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        news.accept(new WatchNews.Failed(kind.kind(), failure));
        Thread.sleep(
                switch (failure) {
                    case ApiFailure.NotFound _ -> timing.absentPause();
                    case ApiFailure.Forbidden _ -> timing.deniedPause();
                    case ApiFailure.Gone _,
                            ApiFailure.Conflict _,
                            ApiFailure.Refused _,
                            ApiFailure.Unavailable _ ->
                            backoff.next();
                });
    }
}
