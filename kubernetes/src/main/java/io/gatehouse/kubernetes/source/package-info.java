// SPDX-License-Identifier: Apache-2.0
/// The API server as a source of configuration. Start reading at
/// [io.gatehouse.kubernetes.source.KubernetesSource].
@NullMarked
package io.gatehouse.kubernetes.source;

import org.jspecify.annotations.NullMarked;
