// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import org.jspecify.annotations.Nullable;

/// One resource as the proxy has acknowledged it. The content is unknown as long as the proxy has
/// another version than the current one from an earlier stream.
record Copy(String version, @Nullable VersionedResource resource) {
    static Copy broughtAlong(String version) {
        return new Copy(version, null);
    }

    static Copy of(VersionedResource resource) {
        return new Copy(resource.version(), resource);
    }

    boolean is(VersionedResource other) {
        return version.equals(other.version());
    }
}
