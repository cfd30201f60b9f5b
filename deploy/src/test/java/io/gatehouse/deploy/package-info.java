// SPDX-License-Identifier: Apache-2.0

/// Tests of what Gatehouse is deployed with.
@NullMarked
package io.gatehouse.deploy;

import org.jspecify.annotations.NullMarked;
