// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Something about what is asked for.
public sealed interface RequestTrait {
    /// The address that the connection came to.
    record LocalAddress(AddressRange range) implements RequestTrait {}

    /// The port that the connection came to.
    record LocalPort(int port) implements RequestTrait {}

    /// The server's name in the client's TLS hello; empty without TLS.
    record HelloName(ValueMatch name) implements RequestTrait {}

    /// @param name lower case; `:method` and `:authority` are headers, too
    record OwnHeader(String name, ValueMatch value) implements RequestTrait {}

    /// The path without its query.
    record OwnPath(ValueMatch path) implements RequestTrait {}

    /// What a filter of the proxy has noted about the request or connection.
    ///
    /// @param filter that noted it
    /// @param element whether the note is a list of which one element must be like that
    record FilterNote(String filter, String key, ValueMatch value, boolean element)
            implements RequestTrait {}
}
