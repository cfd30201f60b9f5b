// SPDX-License-Identifier: Apache-2.0
/// What runs too long for a test: times and allocations, read as ratios.
@NullMarked
package io.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
