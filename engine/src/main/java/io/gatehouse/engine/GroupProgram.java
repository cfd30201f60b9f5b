// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;

/// The program of an object, as a group's proxies have it.
public record GroupProgram(String group, ObjectKey object) {}
