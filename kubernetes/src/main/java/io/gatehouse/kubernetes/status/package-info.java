// SPDX-License-Identifier: Apache-2.0
/// What is written back to the API server: the status of objects, Events, and who of several
/// replicas writes.
@NullMarked
package io.gatehouse.kubernetes.status;

import org.jspecify.annotations.NullMarked;
