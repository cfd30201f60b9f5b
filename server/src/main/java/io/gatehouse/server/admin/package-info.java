// SPDX-License-Identifier: Apache-2.0
/// What a running control plane tells about itself over HTTP: health, metrics, objects, findings
/// and proxies. It changes nothing. Start reading at [AdminServer] and [AdminRoutes].
@NullMarked
package io.gatehouse.server.admin;

import org.jspecify.annotations.NullMarked;
