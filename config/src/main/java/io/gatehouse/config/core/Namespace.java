// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A namespace, for its labels and annotations.
@OtherFieldsAllowed
public record Namespace(ObjectMeta metadata) implements ConfigObject {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    /// With the one that Kubernetes gives to every namespace, known or not.
    public static SortedMap<String, String> labels(String name, Map<String, String> known) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put(NAME_LABEL, name);
        all.putAll(known);
        return all;
    }

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }
}
