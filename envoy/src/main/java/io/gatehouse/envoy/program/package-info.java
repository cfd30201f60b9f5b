// SPDX-License-Identifier: Apache-2.0
/// Programs of users, and the filters that run them.
@NullMarked
package io.gatehouse.envoy.program;

import org.jspecify.annotations.NullMarked;
