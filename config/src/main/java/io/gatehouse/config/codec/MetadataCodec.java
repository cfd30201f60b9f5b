// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.codec.AnythingCodec.Anything;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// [ObjectMeta] with Kubernetes' rules for names.
final class MetadataCodec implements ValueCodec {
    static final String DEFAULT_NAMESPACE = "default";

    /// Where `kubectl apply` keeps a copy of the whole object, values included. It is not read.
    static final String COPY_OF_OBJECT = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile(
                    "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_SUBDOMAIN = 253;

    private final Kind kind;
    private final ValueCodec document;

    MetadataCodec(Kind kind, ValueCodec document) {
        this.kind = kind;
        this.document = document;
    }

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(document.read(node, path, problems) instanceof MetadataDocument read)) {
            return null;
        }
        boolean valid = validName(read, node, path, problems);
        valid &= validNamespace(read, node, path, problems);
        return valid ? metadata(read) : null;
    }

    private ObjectMeta metadata(MetadataDocument read) {
        String namespace = read.namespace().isEmpty() ? DEFAULT_NAMESPACE : read.namespace();
        return new ObjectMeta(
                read.name(),
                kind.namespaced() ? namespace : "",
                read.labels(),
                annotations(read),
                read.creationTimestamp(),
                read.uid(),
                read.generation());
    }

    private static SortedMap<String, String> annotations(MetadataDocument read) {
        if (!read.annotations().containsKey(COPY_OF_OBJECT)) {
            return read.annotations();
        }
        SortedMap<String, String> others = new TreeMap<>(read.annotations());
        others.remove(COPY_OF_OBJECT);
        return others;
    }

    private boolean validName(MetadataDocument read, Node node, FieldPath path, Problems problems) {
        String name = read.name();
        FieldPath field = path.field("name");
        if (name.isEmpty()) {
            problems.add(
                    FindingCode.MISSING_FIELD,
                    node,
                    field,
                    read.generateName().isEmpty()
                            ? "an object must have a name"
                            : "an object read from a file must have a name; generateName alone makes"
                                    + " another object each time");
            return false;
        }
        boolean label = kind == Kind.SERVICE || kind == Kind.NAMESPACE;
        boolean valid =
                label
                        ? LABEL.matcher(name).matches()
                        : name.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
        if (!valid) {
            problems.add(
                    FindingCode.INVALID_VALUE,
                    NodePaths.descend(node, "name"),
                    field,
                    "found %s (expected: %s)"
                            .formatted(
                                    Problems.quote(name),
                                    label
                                            ? "at most 63 of a-z, 0-9 and -, with a letter or digit"
                                                    + " at both ends"
                                            : "at most 253 of a-z, 0-9, - and ., with a letter or"
                                                    + " digit at both ends of each part"));
        }
        return valid;
    }

    private static boolean validNamespace(
            MetadataDocument read, Node node, FieldPath path, Problems problems) {
        boolean valid = read.namespace().isEmpty() || LABEL.matcher(read.namespace()).matches();
        if (!valid) {
            problems.add(
                    FindingCode.INVALID_VALUE,
                    NodePaths.descend(node, "namespace"),
                    path.field("namespace"),
                    "found %s (expected: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends)"
                            .formatted(Problems.quote(read.namespace())));
        }
        return valid;
    }

    @Override
    public Object absent() {
        return ObjectMeta.named("", "", Collections.emptySortedMap());
    }

    @Override
    public Object write(Object value) {
        ObjectMeta metadata = (ObjectMeta) value;
        Anything anything = new Anything();
        return document.write(
                new MetadataDocument(
                        metadata.name(),
                        "",
                        metadata.namespace(),
                        metadata.labels(),
                        metadata.annotations(),
                        metadata.creationTimestamp(),
                        metadata.uid(),
                        metadata.generation(),
                        anything,
                        anything,
                        anything,
                        anything,
                        anything,
                        anything,
                        anything,
                        anything));
    }
}
