// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Whether an [EndpointGroup]'s weight decides over how many requests it gets, or only the
/// endpoints that it has.
public enum PlaceUse {
    IGNORED,
    WEIGHTED
}
