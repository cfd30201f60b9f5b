// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.List;
import java.util.Optional;

/// The objects that proxies had when the process before this one ended, each in the last version
/// that they took. A source falls back on them where it reads something for the first time and
/// cannot. Safe for use by several threads.
public interface LastGoodObjects {
    LastGoodObjects NONE =
            new LastGoodObjects() {
                @Override
                public Optional<ConfigObject> find(ObjectKey key) {
                    return Optional.empty();
                }

                @Override
                public List<ConfigObject> of(Kind kind) {
                    return List.of();
                }

                @Override
                public List<ConfigObject> from(String origin) {
                    return List.of();
                }
            };

    Optional<ConfigObject> find(ObjectKey key);

    /// Those that were in no file.
    List<ConfigObject> of(Kind kind);

    /// @param origin see [WrittenObject]
    List<ConfigObject> from(String origin);
}
