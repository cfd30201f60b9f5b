// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// A socket of a group's proxies.
public record GroupPort(String group, String bind, int port) {}
