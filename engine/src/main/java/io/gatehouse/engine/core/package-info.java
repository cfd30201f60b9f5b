// SPDX-License-Identifier: Apache-2.0
/// What Kubernetes' own kinds mean to a gateway: Services and their endpoints, TLS Secrets.
@NullMarked
package io.gatehouse.engine.core;

import org.jspecify.annotations.NullMarked;
