// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What was selected before goes on only if a service says so.
public record ExternalCheck(PolicyStage stage, CheckService service) implements StagePolicy {}
