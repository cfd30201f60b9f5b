// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Follows a [FieldPath] through nodes.
final class NodePaths {
    private static final Pattern STEP =
            Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,9})]|\\[\"(.*?)\"](?=$|[.\\[])");

    private NodePaths() {}

    /// The node at the field, or the nearest one above it that is there. Of a list or mapping that
    /// is a field's value it is the field's name, which is where a reader looks.
    static Node nearest(Node root, FieldPath path) {
        Node value = root;
        Node shown = root;
        for (Step step : steps(path)) {
            if (value instanceof MappingNode mapping) {
                Fields.Entry entry = Fields.of(mapping).find(step.name).orElse(null);
                if (entry == null) {
                    return shown;
                }
                value = entry.value();
                shown = value instanceof ScalarNode ? value : entry.key();
            } else if (value instanceof SequenceNode sequence
                    && step.index >= 0
                    && step.index < sequence.getValue().size()) {
                value = sequence.getValue().get(step.index);
                shown = value;
            } else {
                return shown;
            }
        }
        return shown;
    }

    /// The field's value if it is there, else the mapping itself.
    static Node descend(Node mapping, String field) {
        return nearest(mapping, FieldPath.of(field));
    }

    /// @param index -1 for a field or an entry of a mapping
    private record Step(String name, int index) {}

    private static List<Step> steps(FieldPath path) {
        List<Step> steps = new ArrayList<>();
        for (Matcher step = STEP.matcher(path.text()); step.find(); ) {
            if (step.group(2) != null) {
                steps.add(new Step("", Integer.parseInt(step.group(2))));
            } else {
                steps.add(new Step(step.group(1) == null ? step.group(3) : step.group(1), -1));
            }
        }
        return steps;
    }
}
