// SPDX-License-Identifier: Apache-2.0
/// What an Envoy is started with. Start reading at [BootstrapTranslator].
@NullMarked
package io.gatehouse.envoy.bootstrap;

import org.jspecify.annotations.NullMarked;
