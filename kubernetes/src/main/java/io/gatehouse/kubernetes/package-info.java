// SPDX-License-Identifier: Apache-2.0
/// The API server: read as a source of configuration, and written with what became of it.
@NullMarked
package io.gatehouse.kubernetes;

import org.jspecify.annotations.NullMarked;
