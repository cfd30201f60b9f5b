// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what happened, and the threads that the streams ran on.
final class RecordedEvents implements ProxyEvents {
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    final List<ConnectedProxy> disconnected = new CopyOnWriteArrayList<>();
    final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    final List<Long> synced = new CopyOnWriteArrayList<>();
    final List<Long> settled = new CopyOnWriteArrayList<>();

    @Override
    public void connected(ConnectedProxy proxy) {
        threads.add(Thread.currentThread());
    }

    @Override
    public void disconnected(ConnectedProxy proxy) {
        disconnected.add(proxy);
    }

    @Override
    public void refused(ConnectedProxy proxy, Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void synced(ConnectedProxy proxy, long revision, long nanoTime) {
        synced.add(revision);
    }

    @Override
    public void settled(ConnectedProxy proxy, long revision, long nanoTime) {
        settled.add(revision);
    }
}
