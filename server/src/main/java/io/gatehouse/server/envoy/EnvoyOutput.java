// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

/// Where what Envoy writes goes.
public enum EnvoyOutput {
    /// To the supervisor's listener, line by line.
    LISTENER,

    /// To this process's own output, past the JVM: access logs may be many.
    INHERITED
}
