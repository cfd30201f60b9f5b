// SPDX-License-Identifier: Apache-2.0
/// How the replica that leads learns what proxies of the other replicas have: it opens a stream to
/// each of them. What goes over it is of the package `status`.
@NullMarked
package io.gatehouse.server.replica;

import org.jspecify.annotations.NullMarked;
