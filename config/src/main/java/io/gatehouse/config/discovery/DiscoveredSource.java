// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.discovery;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.WrittenObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A source without what is in namespaces that are not selected.
public final class DiscoveredSource implements ConfigSource {
    private final ConfigSource source;
    private final DiscoveryFilter filter = new DiscoveryFilter();
    private boolean started;

    public DiscoveredSource(ConfigSource source) {
        this.source = source;
    }

    @Override
    public void start(Consumer<ConfigBatch> sink) {
        source.start(batch -> pass(batch, sink));
    }

    private void pass(ConfigBatch batch, Consumer<ConfigBatch> sink) {
        List<ConfigEvent> events = filter.apply(batch.events());
        if (!events.isEmpty() || !started) {
            sink.accept(new ConfigBatch(batch.cause(), batch.detectedNanos(), events));
        }
        started = true;
    }

    @Override
    public Optional<SourcePosition> locate(ObjectKey object, FieldPath field) {
        return source.locate(object, field);
    }

    @Override
    public Optional<WrittenObject> written(ConfigObject told) {
        return source.written(told);
    }

    @Override
    public void close() {
        source.close();
    }
}
