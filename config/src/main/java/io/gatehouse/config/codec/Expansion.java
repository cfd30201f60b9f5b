// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.IdentityHashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// How large a document is once its aliases are replaced by what they stand for. Each node is
/// looked at once, however often it is referred to.
final class Expansion {
    private record Size(long nodes, int depth) {}

    private static final Size IN_PROGRESS = new Size(-1, 0);

    private final IdentityHashMap<Node, Size> sizes = new IdentityHashMap<>();
    private final ReadLimits limits;

    Expansion(ReadLimits limits) {
        this.limits = limits;
    }

    /// @throws LimitExceededException if the document is too large, too deep, or holds itself
    void check(Node root) {
        size(root);
    }

    private Size size(Node node) {
        Size known = sizes.putIfAbsent(node, IN_PROGRESS);
        if (known != null && known.nodes < 0) {
            throw new LimitExceededException(
                    "an alias that stands for something it is itself part of", node.getStartMark());
        }
        if (known != null) {
            return known;
        }
        long nodes = 1;
        int depth = 0;
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    Size key = size(tuple.getKeyNode());
                    Size value = size(tuple.getValueNode());
                    nodes += key.nodes + value.nodes;
                    depth = Math.max(depth, Math.max(key.depth, value.depth));
                }
            }
            case SequenceNode sequence -> {
                for (Node item : sequence.getValue()) {
                    Size size = size(item);
                    nodes += size.nodes;
                    depth = Math.max(depth, size.depth);
                }
            }
            default -> {}
        }
        Size size = new Size(nodes, depth + 1);
        if (size.nodes > limits.maxNodes() || size.depth > limits.maxDepth() + 1) {
            throw new LimitExceededException(
                    "aliases that stand for more than "
                            + limits.maxNodes()
                            + " values or "
                            + limits.maxDepth()
                            + " levels",
                    Optional.empty());
        }
        sizes.put(node, size);
        return size;
    }
}
