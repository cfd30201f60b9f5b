// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import org.jspecify.annotations.Nullable;

/// One resource as the proxy has acknowledged it in response number `push`. The content is unknown
/// and `push` is 0 when the proxy brought it along from an earlier stream.
record Copy(String version, @Nullable VersionedResource resource, long push) {
    static Copy broughtAlong(String version) {
        return new Copy(version, null, 0);
    }

    static Copy of(VersionedResource resource, long push) {
        return new Copy(resource.version(), resource, push);
    }

    boolean is(VersionedResource other) {
        return version.equals(other.version());
    }
}
