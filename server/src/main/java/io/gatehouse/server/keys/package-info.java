// SPDX-License-Identifier: Apache-2.0
/// Fetches keys for tokens from where rules say. Start reading at [KeyFollowers].
@NullMarked
package io.gatehouse.server.keys;

import org.jspecify.annotations.NullMarked;
