// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;

/// A Gateway as one of the groups that it selects sees it.
record GroupGateway(String group, ObjectKey gateway) {}
