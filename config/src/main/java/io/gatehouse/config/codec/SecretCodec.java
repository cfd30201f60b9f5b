// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// [Secret], with `stringData` folded into `data`.
record SecretCodec(ValueCodec document) implements ValueCodec {
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(document.read(node, path, problems) instanceof SecretDocument read)) {
            return null;
        }
        boolean valid = validKeys("data", read.data().keySet(), node, path, problems);
        valid &= validKeys("stringData", read.stringData().keySet(), node, path, problems);
        SortedMap<String, SecretValue> data = new TreeMap<>();
        read.data().forEach((key, value) -> data.put(key, new SecretValue(value)));
        read.stringData()
                .forEach((key, value) -> data.put(key, new SecretValue(Bytes.utf8(value))));
        return valid ? new Secret(read.metadata(), read.type(), data, read.immutable()) : null;
    }

    private static boolean validKeys(
            String field, Collection<String> keys, Node node, FieldPath path, Problems problems) {
        boolean valid = true;
        for (String key : keys) {
            if (!KEY.matcher(key).matches()) {
                valid = false;
                problems.add(
                        FindingCode.INVALID_VALUE,
                        NodePaths.descend(node, field),
                        path.field(field),
                        "found the key %s (expected: only letters, digits, -, _ and .)"
                                .formatted(Problems.quote(key)));
            }
        }
        return valid;
    }

    @Override
    public Object absent() {
        throw new IllegalStateException("a Secret is never part of something else");
    }

    @Override
    public Object write(Object value) {
        Secret secret = (Secret) value;
        SortedMap<String, Bytes> data = new TreeMap<>();
        secret.data().forEach((key, content) -> data.put(key, content.bytes()));
        return document.write(
                new SecretDocument(
                        secret.metadata(),
                        secret.type(),
                        data,
                        new TreeMap<>(),
                        secret.immutable()));
    }
}
