// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.AuthorizationPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Documents to objects.
final class DocumentDecoder {
    private static final FieldPath METADATA = FieldPath.of("metadata");
    private static final String LIST = "List";

    private DocumentDecoder() {}

    /// One result for a document; several for a list of objects, none for an empty one.
    static List<ReadResult> decode(Document document) {
        List<ReadResult> results = new ArrayList<>();
        for (Node object : objects(document)) {
            results.add(decode(document, object));
        }
        return results;
    }

    /// The objects in a document: itself, or the items of a list.
    static List<Node> objects(Document document) {
        Node root = document.root();
        if (Fields.isNothing(root)) {
            return List.of();
        }
        return items(root).orElse(List.of(root));
    }

    private static Optional<List<Node>> items(Node root) {
        return Fields.text(root, "kind")
                .filter(DocumentDecoder::isList)
                .flatMap(_ -> Fields.value(root, "items"))
                .filter(SequenceNode.class::isInstance)
                .map(items -> ((SequenceNode) items).getValue());
    }

    /// `List`, and `GatewayList` and the like.
    private static boolean isList(String kind) {
        return kind.endsWith(LIST)
                && (kind.equals(LIST)
                        || Arrays.stream(Kind.values())
                                .anyMatch(k -> kind.equals(k.kindName() + LIST)));
    }

    private static ReadResult decode(Document document, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            Problems problems = new Problems(document, Optional.empty(), Optional.empty());
            problems.invalid(node, FieldPath.ROOT, "an object with apiVersion, kind and metadata");
            return new ReadResult.Refused(Optional.empty(), problems.findings());
        }
        return switch (DocumentKind.of(mapping)) {
            case DocumentKind.Known(Kind kind) -> decode(document, mapping, kind);
            case DocumentKind.Other(FindingCode code, String message) -> {
                Problems problems = new Problems(document, Optional.empty(), Optional.empty());
                problems.add(code, node, FieldPath.ROOT, message);
                yield new ReadResult.Skipped(problems.findings());
            }
            case DocumentKind.Wrong(FindingCode code, FieldPath field, String message) -> {
                Problems problems = new Problems(document, Optional.empty(), Optional.empty());
                problems.add(code, NodePaths.nearest(node, field), field, message);
                yield new ReadResult.Refused(Optional.empty(), problems.findings());
            }
        };
    }

    private static ReadResult decode(Document document, MappingNode node, Kind kind) {
        return decode(document, node, kind, UnknownFields.REFUSED);
    }

    /// The object of a known kind that a document is.
    static ReadResult decode(
            Document document, MappingNode node, Kind kind, UnknownFields unknownFields) {
        Optional<ObjectKey> key = key(node, kind);
        Problems problems = new Problems(document, Optional.of(kind), key, unknownFields);
        Object object = Codecs.of(kind).read(node, FieldPath.ROOT, problems);
        if (Fields.value(node, METADATA.text()).isEmpty()) {
            problems.add(
                    FindingCode.MISSING_FIELD, node, METADATA, "an object must have metadata.name");
        }
        return object instanceof ConfigObject read && !problems.errors()
                ? new ReadResult.Read(read, document.position(node), problems.findings())
                : new ReadResult.Refused(
                        key, problems.findings(), closed(document, node, kind, unknownFields));
    }

    /// What stands in for a policy, if all of it can be read but its rules.
    private static Optional<AuthorizationPolicy> closed(
            Document document, MappingNode node, Kind kind, UnknownFields unknownFields) {
        if (kind != Kind.AUTHORIZATION_POLICY || Fields.value(node, "spec").isEmpty()) {
            return Optional.empty();
        }
        Problems problems =
                new Problems(document, Optional.of(kind), Optional.empty(), unknownFields);
        Object rest =
                Codecs.of(kind).read(without("rules", "spec", node), FieldPath.ROOT, problems);
        return rest instanceof AuthorizationPolicy policy && !problems.errors()
                ? policy.closed()
                : Optional.empty();
    }

    private static MappingNode without(String field, String of, MappingNode node) {
        return with(
                node,
                node.getValue().stream()
                        .map(entry ->
                                isKey(entry, of)
                                                && entry.getValueNode() instanceof MappingNode value
                                        ? new NodeTuple(
                                                entry.getKeyNode(),
                                                with(
                                                        value,
                                                        value.getValue().stream()
                                                                .filter(e -> !isKey(e, field))
                                                                .toList()))
                                        : entry)
                        .toList());
    }

    private static boolean isKey(NodeTuple entry, String name) {
        return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    private static MappingNode with(MappingNode node, List<NodeTuple> entries) {
        return new MappingNode(
                node.getTag(),
                true,
                entries,
                node.getFlowStyle(),
                node.getStartMark(),
                node.getEndMark());
    }

    /// The key that the document gives itself, if it is one that can be told.
    static Optional<ObjectKey> key(MappingNode node, Kind kind) {
        Optional<Node> metadata = Fields.value(node, METADATA.text());
        Optional<String> name = metadata.flatMap(m -> Fields.text(m, "name"));
        String namespace =
                metadata.flatMap(m -> Fields.text(m, "namespace"))
                        .orElse(MetadataCodec.DEFAULT_NAMESPACE);
        return name.map(n -> new ObjectKey(kind, kind.namespaced() ? namespace : "", n));
    }
}
