// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.core.Service;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.standalone.StandaloneListener;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What a training run's user would see, and a way to wait until a change is live.
final class TrainingConsole implements StandaloneListener {
    private static final long PATIENCE_SECONDS = 5;

    private final RunConsole console;
    private final Semaphore live = new Semaphore(0);

    TrainingConsole(RunConsole console) {
        this.console = console;
    }

    void awaitChange() throws InterruptedException {
        boolean seen = live.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        live.drainPermits();
        if (!seen) {
            throw CommandFailure.failed("a change was not live within " + PATIENCE_SECONDS + " s");
        }
    }

    @Override
    public void progress(String sentence) {
        console.progress(sentence);
    }

    @Override
    public void serving(List<Service> services, List<String> commands) {
        live.drainPermits();
        console.serving(services, commands);
    }

    @Override
    public void applied(AppliedChange change) {
        console.applied(change);
    }

    @Override
    public void live(LiveChange change) {
        console.live(change);
        live.release();
    }

    @Override
    public void envoy(EnvoyState state) {
        console.envoy(state);
    }

    @Override
    public void envoyLog(String line) {
        console.envoyLog(line);
    }
}
