// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.Message;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.ExternalCheck;

/// What a filter is given at the stages that decide who is let in.
public final class AccessTranslator {
    private AccessTranslator() {}

    public static Message translate(AccessRules rules) {
        return RbacTranslator.translate(rules);
    }

    public static Message translate(CheckSelection selection) {
        return RbacTranslator.translate(selection);
    }

    public static Message translate(ExternalCheck check) {
        return CheckTranslator.translate(check);
    }
}
