// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// A route table of a group's proxies.
public record GroupTable(String group, String table) {}
