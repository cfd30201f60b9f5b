// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import com.google.protobuf.Message;
import io.gatehouse.envoy.access.RbacFilter;
import io.gatehouse.routing.AbsentProgram;

/// In the place of a program that cannot be had: as Istio's agent does it, rules that let everybody
/// pass, or nobody.
final class AbsentProgramTranslator {
    private AbsentProgramTranslator() {}

    static Message translate(AbsentProgram absent) {
        return absent.passes()
                ? RbacFilter.open(absent.ofConnections())
                : RbacFilter.closed(absent.ofConnections());
    }
}
