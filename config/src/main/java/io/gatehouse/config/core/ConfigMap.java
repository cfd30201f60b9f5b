// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import io.gatehouse.config.SortedMaps;
import java.util.SortedMap;

/// Named texts, such as the mesh's configuration or the certificates of a CA.
@OtherFieldsAllowed
public record ConfigMap(ObjectMeta metadata, SortedMap<String, String> data)
        implements ConfigObject {
    public ConfigMap {
        data = SortedMaps.copyOf(data);
    }

    @Override
    public Kind kind() {
        return Kind.CONFIG_MAP;
    }
}
