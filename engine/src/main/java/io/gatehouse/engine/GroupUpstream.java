// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// An upstream that some route of the group's proxies names.
public record GroupUpstream(String group, String upstream) {}
