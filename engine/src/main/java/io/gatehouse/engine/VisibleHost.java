// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// A host name as a group's proxies see it: what it stands for may depend on who asks, since
/// `exportTo` hides services from namespaces.
///
/// @param host lower case
public record VisibleHost(String group, String host) {}
