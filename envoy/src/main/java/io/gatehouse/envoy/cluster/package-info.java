// SPDX-License-Identifier: Apache-2.0
/// Upstreams as clusters. Start reading at [ClusterTranslator].
@NullMarked
package io.gatehouse.envoy.cluster;

import org.jspecify.annotations.NullMarked;
