// SPDX-License-Identifier: Apache-2.0
/// The gatehouse command.
@NullMarked
package io.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
