// SPDX-License-Identifier: Apache-2.0
/// Changes to Envoy resources that are given in Envoy's own words: resources and patches to
/// resources. Pure, and the last thing that is done to a resource.
@NullMarked
package io.gatehouse.envoy.patch;

import org.jspecify.annotations.NullMarked;
