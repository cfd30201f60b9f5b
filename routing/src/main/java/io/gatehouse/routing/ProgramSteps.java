// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.stream.Stream;

/// The programs of one chain, in the order in which they are passed.
///
/// @param ofConnections which see bytes, whatever they carry
/// @param ofRequests which see HTTP
public record ProgramSteps(List<ProgramStep> ofConnections, List<ProgramStep> ofRequests) {
    public static final ProgramSteps NONE = new ProgramSteps(List.of(), List.of());

    public ProgramSteps {
        ofConnections = List.copyOf(ofConnections);
        ofRequests = List.copyOf(ofRequests);
    }

    public Stream<ProgramStep> all() {
        return Stream.concat(ofConnections.stream(), ofRequests.stream());
    }

    /// For connections that carry no HTTP.
    public ProgramSteps withoutRequests() {
        return new ProgramSteps(ofConnections, List.of());
    }
}
