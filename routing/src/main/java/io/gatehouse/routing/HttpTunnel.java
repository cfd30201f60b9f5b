// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A connection carried inside an HTTP request.
///
/// @param target `host:port` that the upstream is asked to connect to
/// @param post whether by `POST` instead of `CONNECT`
public record HttpTunnel(String target, boolean post) {}
