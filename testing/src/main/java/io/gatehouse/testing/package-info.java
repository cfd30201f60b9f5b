// SPDX-License-Identifier: Apache-2.0
/// Fixtures shared by the tests of other modules.
@NullMarked
package io.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
