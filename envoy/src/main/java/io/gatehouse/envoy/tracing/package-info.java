// SPDX-License-Identifier: Apache-2.0
/// What a gateway tells of requests as spans.
@NullMarked
package io.gatehouse.envoy.tracing;

import org.jspecify.annotations.NullMarked;
