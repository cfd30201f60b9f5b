// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.gatehouse.config.ObjectKey;

/// What `kubectl describe` shows below an object.
///
/// @param name of the Event; another one of the same name is the same Event
/// @param uid of the object
/// @param reason one word in CamelCase
public record FindingEvent(ObjectKey object, String name, String uid, String reason, String note) {}
