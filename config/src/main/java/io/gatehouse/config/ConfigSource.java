// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.function.Consumer;

/// Where configuration comes from. Threads: `start` returns once the first complete batch has been
/// handed over; later batches come from a thread of the source's own, one at a time.
public interface ConfigSource extends AutoCloseable {
    void start(Consumer<ConfigBatch> sink);

    @Override
    void close();
}
