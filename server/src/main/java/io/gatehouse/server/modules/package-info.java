// SPDX-License-Identifier: Apache-2.0
/// Fetches Wasm modules from where extensions say. Start reading at [ModuleFollowers].
@NullMarked
package io.gatehouse.server.modules;

import org.jspecify.annotations.NullMarked;
