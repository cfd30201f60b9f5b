// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.ObjectKey;

/// A policy as it is for one group of proxies.
record GroupHttpPolicy(String group, ObjectKey policy) {}
