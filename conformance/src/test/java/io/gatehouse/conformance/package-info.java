// SPDX-License-Identifier: Apache-2.0
/// What a user of a cluster does, done on a real Kubernetes control plane.
@NullMarked
package io.gatehouse.conformance;

import org.jspecify.annotations.NullMarked;
