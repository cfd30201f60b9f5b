// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.envoy.access.AccessTranslator;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.TokenVerification;

/// Translates what a chain's filters are told of policies, each as a resource of its own.
public final class PolicyTranslator {
    private PolicyTranslator() {}

    public static TypedExtensionConfig translate(StagePolicy policy) {
        return TypedExtensionConfig.newBuilder()
                .setName(PolicyName.of(policy.stage()))
                .setTypedConfig(Any.pack(config(policy)))
                .build();
    }

    private static Message config(StagePolicy policy) {
        return switch (policy) {
            case TokenVerification tokens -> TokenFilter.translate(tokens);
            case AccessRules rules -> AccessTranslator.translate(rules);
            case CheckSelection selection -> AccessTranslator.translate(selection);
            case ExternalCheck check -> AccessTranslator.translate(check);
        };
    }
}
