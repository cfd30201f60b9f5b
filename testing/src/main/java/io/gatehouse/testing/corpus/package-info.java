// SPDX-License-Identifier: Apache-2.0
/// Recorded behaviour of Istio, and what holds a gateway to it. Start reading at
/// [CorpusComparison].
@NullMarked
package io.gatehouse.testing.corpus;

import org.jspecify.annotations.NullMarked;
