// SPDX-License-Identifier: Apache-2.0
/// Certificates and keys. Start reading at [SecretTranslator].
@NullMarked
package io.gatehouse.envoy.secret;

import org.jspecify.annotations.NullMarked;
