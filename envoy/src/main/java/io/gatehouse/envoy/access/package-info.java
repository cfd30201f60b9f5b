// SPDX-License-Identifier: Apache-2.0
/// Who is let in: rules as Envoy's RBAC, checks by a service as its external authorization.
@NullMarked
package io.gatehouse.envoy.access;

import org.jspecify.annotations.NullMarked;
