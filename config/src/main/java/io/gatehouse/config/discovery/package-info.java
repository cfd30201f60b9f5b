// SPDX-License-Identifier: Apache-2.0
/// Which namespaces count: a stage between a source and its sink.
@NullMarked
package io.gatehouse.config.discovery;

import org.jspecify.annotations.NullMarked;
