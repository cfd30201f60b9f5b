// SPDX-License-Identifier: Apache-2.0
/// The control plane of a cluster: start reading at [ClusterControlPlane].
@NullMarked
package io.gatehouse.server.cluster;

import org.jspecify.annotations.NullMarked;
