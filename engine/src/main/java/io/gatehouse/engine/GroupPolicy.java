// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.routing.PolicyStage;

/// The policy that a group's proxies have at one stage.
public record GroupPolicy(String group, PolicyStage stage) {}
