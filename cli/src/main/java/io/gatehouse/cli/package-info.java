// SPDX-License-Identifier: Apache-2.0
/// The `gatehouse` command. Start reading at [Gatehouse]; [Commands] lists what there is.
@NullMarked
package io.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
