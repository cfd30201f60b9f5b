// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// TLS material that the group's proxies are given.
public record GroupSecret(String group, MaterialRef material) {
    public String name() {
        return material.name();
    }
}
