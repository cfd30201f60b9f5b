// SPDX-License-Identifier: Apache-2.0
/// What users write: the API kinds as records, the strict codec, sources and findings.
@NullMarked
package io.gatehouse.config;

import org.jspecify.annotations.NullMarked;
