// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Optional;

/// TLS material that the group's proxies are given.
///
/// @param table of the chain whose connections ask for it by name; absent if something names it
public record GroupSecret(String group, MaterialRef material, Optional<String> table) {
    public GroupSecret(String group, MaterialRef material) {
        this(group, material, Optional.empty());
    }

    public String name() {
        return material.name();
    }
}
