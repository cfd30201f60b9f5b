// SPDX-License-Identifier: Apache-2.0
/// Sockets, TLS and the HTTP connection manager. Start reading at [ListenerTranslator].
@NullMarked
package io.gatehouse.envoy.listener;

import org.jspecify.annotations.NullMarked;
