// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What is done with every request at one stage. It is delivered by itself: chains name only the
/// stage, so that a change closes no connection.
public sealed interface StagePolicy
        permits TokenVerification, CheckSelection, ExternalCheck, AccessRules {
    PolicyStage stage();
}
