// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.ObjectKey;

/// A rule that policies may be for.
///
/// @param group whose proxies serve it
/// @param gateway at which they do
/// @param virtualService among whose rules it is served
/// @param owner the VirtualService that it is written in: the same, or a delegate
/// @param route its name; may be empty
public record PolicyPlace(
        String group, ObjectKey gateway, ObjectKey virtualService, ObjectKey owner, String route) {}
