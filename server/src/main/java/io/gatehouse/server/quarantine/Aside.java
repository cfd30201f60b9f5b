// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.config.ConfigObject;

/// A version of an object that is set aside.
///
/// @param message what there is to say about it
public record Aside(ConfigObject refused, String message) {}
