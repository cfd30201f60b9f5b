// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.api.ApiResource;

/// Under which names findings are told. An object's own name is that of what its translation finds.
final class Origins {
    static final String API_SERVER = "api-server";

    private Origins() {}

    static String of(ObjectKey key) {
        return API_SERVER + ": " + key;
    }

    static String of(Kind kind) {
        return API_SERVER + ": " + ApiResource.name(kind);
    }

    static String ofFetching(ObjectKey key) {
        return API_SERVER + ": get " + key;
    }
}
