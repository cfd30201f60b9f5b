// SPDX-License-Identifier: Apache-2.0
/// What outlives a restart of the control plane: the last versions of objects that proxies took,
/// what is set aside, and fetched keys. Start reading at [LastGood].
@NullMarked
package io.gatehouse.server.lastgood;

import org.jspecify.annotations.NullMarked;
