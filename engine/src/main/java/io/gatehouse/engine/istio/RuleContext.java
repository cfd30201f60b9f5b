// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;

/// What a VirtualService's rules are translated for: the server of the Gateway that it is bound to.
record RuleContext(
        ObjectKey virtualService, String group, ObjectKey gateway, int servicePort, boolean tls) {}
