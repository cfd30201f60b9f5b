// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;

/// A request that is under way: its body goes out and its answer comes in piece by piece. One
/// thread may write while another reads; who sends much must have both.
public interface GatewayStream {

    /// The body of the request, sent as written; closing it ends the body. After an upgrade (101)
    /// it is the connection itself.
    OutputStream output();

    /// Waits for status and headers, with an empty body.
    GatewayResponse head() throws IOException;

    /// The body of the answer, as it comes. After an upgrade (101) it is the connection itself.
    InputStream input() throws IOException;

    /// What followed the body, by lower-case name. To be asked when the input has ended.
    SortedMap<String, List<String>> trailers() throws IOException;
}
