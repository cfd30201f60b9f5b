// SPDX-License-Identifier: Apache-2.0
/// What `gatehouse` tells while it runs, for people or for machines. Start reading at [EventLog].
@NullMarked
package io.gatehouse.server.log;

import org.jspecify.annotations.NullMarked;
