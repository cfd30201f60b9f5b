// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Optional;
import java.util.function.Consumer;

/// Where configuration comes from. Threads: `start` returns once the first complete batch has been
/// handed over; later batches come from a thread of the source's own, one at a time.
public interface ConfigSource extends AutoCloseable {
    void start(Consumer<ConfigBatch> sink);

    /// Where a field of an object stands, or what is nearest to it, if the source knows. May be
    /// called on any thread, and takes the time of reading a file.
    default Optional<SourcePosition> locate(ObjectKey object, FieldPath field) {
        return Optional.empty();
    }

    /// As its author wrote it, of an object that this source has told; absent if the source made it
    /// itself. Safe to call on any thread.
    default Optional<WrittenObject> written(ConfigObject told) {
        return Optional.of(new WrittenObject(told, ""));
    }

    @Override
    void close();
}
