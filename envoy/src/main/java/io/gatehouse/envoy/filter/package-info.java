// SPDX-License-Identifier: Apache-2.0
/// HTTP filters, one class each. Start reading at [HttpFilterTranslator].
@NullMarked
package io.gatehouse.envoy.filter;

import org.jspecify.annotations.NullMarked;
