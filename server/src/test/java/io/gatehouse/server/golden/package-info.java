// SPDX-License-Identifier: Apache-2.0
/// YAML in, Envoy configuration and findings out, compared with files. Start reading at
/// [GoldenTest].
@NullMarked
package io.gatehouse.server.golden;

import org.jspecify.annotations.NullMarked;
