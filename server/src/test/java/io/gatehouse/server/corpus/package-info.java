// SPDX-License-Identifier: Apache-2.0
/// Recorded behaviour of Istio, held against a real run. Start reading at [CorpusIT].
@NullMarked
package io.gatehouse.server.corpus;

import org.jspecify.annotations.NullMarked;
