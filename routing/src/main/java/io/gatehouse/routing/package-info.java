// SPDX-License-Identifier: Apache-2.0
/// What a gateway must do, in words of neither Istio nor Envoy. Start reading at [ServerPort].
@NullMarked
package io.gatehouse.routing;

import org.jspecify.annotations.NullMarked;
