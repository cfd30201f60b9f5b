// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// How bad a finding is: an error has no effect or breaks traffic, a warning probably is not what
/// was meant.
public enum Severity {
    ERROR,
    WARNING,
    INFO
}
