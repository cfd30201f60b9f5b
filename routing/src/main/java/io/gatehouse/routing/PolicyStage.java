// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Where on a request's way a policy holds that is delivered to proxies by itself, in the order in
/// which requests meet them.
public enum PolicyStage {
    TOKENS
}
