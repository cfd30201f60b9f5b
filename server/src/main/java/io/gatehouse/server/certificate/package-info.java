// SPDX-License-Identifier: Apache-2.0
/// Certificates that Gatehouse makes itself.
@NullMarked
package io.gatehouse.server.certificate;

import org.jspecify.annotations.NullMarked;
