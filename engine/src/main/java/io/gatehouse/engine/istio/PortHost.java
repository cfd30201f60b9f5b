// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;

/// A host that servers with TLS may ask for at a port.
record PortHost(GroupPort port, String dns) {}
