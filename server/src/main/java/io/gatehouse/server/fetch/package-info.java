// SPDX-License-Identifier: Apache-2.0
/// Reads by HTTP what objects of users name, within bounds. Start reading at [FetchClient].
@NullMarked
package io.gatehouse.server.fetch;

import org.jspecify.annotations.NullMarked;
