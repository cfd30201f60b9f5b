// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.JsonWithNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.NonPrintableStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A tree of maps, lists and scalars as YAML that kubectl and [YamlReader] read alike.
public final class YamlText {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setSplitLines(false)
                    .setMaxSimpleKeyLength(1024)
                    .setNonPrintableStyle(NonPrintableStyle.ESCAPE)
                    .build();

    private YamlText() {}

    public static String of(Object tree) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(node(tree)).iterator());
    }

    private static Node node(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<NodeTuple> tuples = new ArrayList<>();
                map.forEach((k, v) -> tuples.add(new NodeTuple(node(k), node(v))));
                yield new MappingNode(Tag.MAP, tuples, style(map.isEmpty()));
            }
            case List<?> list ->
                    new SequenceNode(
                            Tag.SEQ,
                            list.stream().map(YamlText::node).toList(),
                            style(list.isEmpty()));
            case String text -> new ScalarNode(Tag.STR, text, style(text));
            case Boolean flag -> new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
            case JsonWithNull.Null _ -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case Double number -> new ScalarNode(Tag.FLOAT, number.toString(), ScalarStyle.PLAIN);
            default -> new ScalarNode(Tag.INT, value.toString(), ScalarStyle.PLAIN);
        };
    }

    private static FlowStyle style(boolean empty) {
        return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    /// What would mean something else without quotes, to any reader of YAML, is quoted.
    private static ScalarStyle style(String text) {
        if (text.indexOf('\n') >= 0) {
            return ScalarStyle.LITERAL;
        }
        boolean plain =
                Scalar.resolve(text) instanceof Scalar.Text
                        && Character.isLetter(text.codePointAt(0));
        return plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    }
}
