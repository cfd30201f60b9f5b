// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;
import java.util.Comparator;
import java.util.Optional;

/// Where a Wasm module is that somebody fetches for proxies.
///
/// @param url by HTTP, HTTPS or from a registry
/// @param sha256 what it must have, in hexadecimal; empty means any
/// @param pullSecret the Secret with a registry's credentials
/// @param always whether it is fetched again whenever what names it changes
public record ModuleSource(
        String url, String sha256, Optional<ObjectKey> pullSecret, boolean always)
        implements Comparable<ModuleSource> {
    private static final Comparator<ModuleSource> ORDER =
            Comparator.comparing(ModuleSource::url)
                    .thenComparing(ModuleSource::sha256)
                    .thenComparing(source -> source.pullSecret.map(ObjectKey::toString).orElse(""))
                    .thenComparing(ModuleSource::always);

    @Override
    public int compareTo(ModuleSource other) {
        return ORDER.compare(this, other);
    }
}
