// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.LiveChange;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until a change, told by its cause, has been taken up by the proxy.
final class LiveChanges implements ControlPlane.Listener {
    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, CompletableFuture<LiveChange>> live = new ConcurrentHashMap<>();

    LiveChange await(String cause) {
        try {
            return of(cause).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(cause + " does not become live", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Of what has been waited for.
    void forget() {
        live.clear();
    }

    @Override
    public void live(LiveChange change) {
        change.change().batches().stream()
                .map(ConfigBatch::cause)
                .forEach(cause -> of(cause).complete(change));
    }

    @Override
    public void applied(AppliedChange change) {}

    @Override
    public void refused(ConnectedProxy proxy, Refusal refusal) {}

    private CompletableFuture<LiveChange> of(String cause) {
        return live.computeIfAbsent(cause, _ -> new CompletableFuture<>());
    }
}
