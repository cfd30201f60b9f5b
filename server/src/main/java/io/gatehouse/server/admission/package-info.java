// SPDX-License-Identifier: Apache-2.0
/// The validating webhook: judges objects of Istio's kinds before the API server stores them. Start
/// reading at [io.gatehouse.server.admission.ObjectReview].
@NullMarked
package io.gatehouse.server.admission;

import org.jspecify.annotations.NullMarked;
