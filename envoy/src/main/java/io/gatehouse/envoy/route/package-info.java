// SPDX-License-Identifier: Apache-2.0
/// Route configurations. Start reading at [RouteTranslator].
@NullMarked
package io.gatehouse.envoy.route;

import org.jspecify.annotations.NullMarked;
