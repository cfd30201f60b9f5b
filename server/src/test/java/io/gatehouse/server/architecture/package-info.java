// SPDX-License-Identifier: Apache-2.0
/// What no compiler checks: who may use whom, names, lengths of files.
@NullMarked
package io.gatehouse.server.architecture;

import org.jspecify.annotations.NullMarked;
