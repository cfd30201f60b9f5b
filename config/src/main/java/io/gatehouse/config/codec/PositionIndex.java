// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Where in a file the fields of its objects stand, for findings of later stages.
public final class PositionIndex {
    private record Place(Document document, Node object) {}

    private final Map<ObjectKey, Place> places = new TreeMap<>();

    private PositionIndex() {}

    /// Of an object that stands in the text twice, the first is meant.
    public static PositionIndex of(String file, String text, ReadLimits limits) {
        PositionIndex index = new PositionIndex();
        new DocumentComposer(limits).compose(file, text, index::add, _ -> {});
        return index;
    }

    private void add(Document document) {
        for (Node object : DocumentDecoder.objects(document)) {
            if (object instanceof MappingNode mapping
                    && DocumentKind.of(mapping) instanceof DocumentKind.Known(var kind)) {
                DocumentDecoder.key(mapping, kind)
                        .ifPresent(key -> places.putIfAbsent(key, new Place(document, object)));
            }
        }
    }

    /// Where the field stands, or the nearest one around it that is there; empty for an object that
    /// is not in the file.
    public Optional<SourcePosition> locate(ObjectKey key, FieldPath field) {
        return Optional.ofNullable(places.get(key))
                .map(p -> p.document.position(NodePaths.nearest(p.object, field)));
    }
}
