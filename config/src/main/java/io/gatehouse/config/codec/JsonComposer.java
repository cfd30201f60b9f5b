// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One JSON value to the nodes that [DocumentComposer] would make of it, without marks and many
/// times faster. What exceeds the bounds is read to its end and left out. For one value each.
final class JsonComposer {
    private static final ScalarNode LEFT_OUT = scalar(Tag.NULL, "null", ScalarStyle.PLAIN);

    private final JsonParser json;
    private final ReadLimits limits;
    private long characters;
    private int nodes;
    private int depth;
    private String exceeded = "";

    JsonComposer(JsonParser json, ReadLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    /// What the value has too much of.
    Optional<String> exceeded() {
        return Optional.of(exceeded).filter(text -> !text.isEmpty());
    }

    /// The value at which the parser stands, and after it at the value's end.
    Node compose() throws IOException {
        if (++nodes > limits.maxNodes()) {
            exceeded = "more than %d values".formatted(limits.maxNodes());
        }
        if (!exceeded.isEmpty()) {
            json.skipChildren();
            return LEFT_OUT;
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> mapping();
            case START_ARRAY -> sequence();
            case VALUE_STRING -> scalar(Tag.STR, text(), ScalarStyle.DOUBLE_QUOTED);
            case VALUE_NUMBER_INT -> scalar(Tag.INT, text(), ScalarStyle.PLAIN);
            case VALUE_NUMBER_FLOAT -> scalar(Tag.FLOAT, text(), ScalarStyle.PLAIN);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Tag.BOOL, text(), ScalarStyle.PLAIN);
            case VALUE_NULL -> LEFT_OUT;
            default ->
                    throw new IOException(
                            "found %s (expected: a value)".formatted(json.currentToken()));
        };
    }

    private Node mapping() throws IOException {
        List<NodeTuple> tuples = new ArrayList<>();
        if (enter()) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                ScalarNode key = scalar(Tag.STR, json.currentName(), ScalarStyle.DOUBLE_QUOTED);
                json.nextToken();
                tuples.add(new NodeTuple(key, compose()));
            }
            depth--;
        }
        return new MappingNode(Tag.MAP, tuples, FlowStyle.FLOW);
    }

    private Node sequence() throws IOException {
        List<Node> items = new ArrayList<>();
        if (enter()) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(compose());
            }
            depth--;
        }
        return new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
    }

    private boolean enter() throws IOException {
        if (depth == limits.maxDepth()) {
            exceeded =
                    "lists and mappings nested deeper than %d levels".formatted(limits.maxDepth());
            json.skipChildren();
            return false;
        }
        depth++;
        return true;
    }

    private String text() throws IOException {
        String text = json.getText();
        characters += text.length();
        if (characters > limits.maxBytes()) {
            exceeded = "more than %d characters".formatted(limits.maxBytes());
            return "";
        }
        return text;
    }

    private static ScalarNode scalar(Tag tag, String text, ScalarStyle style) {
        return new ScalarNode(tag, text, style);
    }
}
