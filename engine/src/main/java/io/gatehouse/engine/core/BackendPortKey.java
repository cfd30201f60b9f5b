// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ObjectKey;

/// A port of the [Backend] that an object describes under that host.
public record BackendPortKey(ObjectKey origin, String host, int port) {}
