// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;

/// A server of a Gateway, by its place in `servers`, as one of the groups that the Gateway selects
/// sees it.
record GroupServer(String group, ObjectKey gateway, int index) {}
