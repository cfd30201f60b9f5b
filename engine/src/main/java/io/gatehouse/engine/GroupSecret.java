// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;

/// A Secret that the group's proxies are given, under the name by which they ask for it.
public record GroupSecret(String group, ObjectKey secret, String material) {}
