// SPDX-License-Identifier: Apache-2.0
/// The API server's HTTP interface: requests by path, answers as text or as a stream, outcomes as
/// values. Start reading at [io.gatehouse.kubernetes.api.ApiServer].
@NullMarked
package io.gatehouse.kubernetes.api;

import org.jspecify.annotations.NullMarked;
