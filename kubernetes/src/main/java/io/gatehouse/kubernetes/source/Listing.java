// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.codec.ApiObject;
import java.util.List;

/// All objects of a kind as of one moment.
///
/// @param resourceVersion from which to watch
record Listing(String resourceVersion, List<ApiObject> objects) {
    Listing {
        objects = List.copyOf(objects);
    }
}
