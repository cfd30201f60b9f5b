// SPDX-License-Identifier: Apache-2.0
/// What proxies refused is traced back to the objects that it came of, and these are set aside, so
/// that everything else goes on.
@NullMarked
package io.gatehouse.server.quarantine;

import org.jspecify.annotations.NullMarked;
