// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

public enum Protocol {
    TCP,
    UDP,
    SCTP
}
