// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

/// A secret for logins that the group's proxies are given.
public record GroupLoginSecret(String group, LoginSecret secret) {}
