// SPDX-License-Identifier: Apache-2.0
/// What a gateway logs and counts of requests and connections.
@NullMarked
package io.gatehouse.envoy.accesslog;

import org.jspecify.annotations.NullMarked;
