// SPDX-License-Identifier: Apache-2.0
/// Addresses of an upstream. Start reading at [EndpointTranslator].
@NullMarked
package io.gatehouse.envoy.endpoint;

import org.jspecify.annotations.NullMarked;
