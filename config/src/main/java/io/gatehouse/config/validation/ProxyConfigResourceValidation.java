// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.ProxyConfigResource;
import java.util.List;

/// Istio's rules for a ProxyConfig. It says how a Pod is to start, which whoever writes the Pod's
/// Deployment says here.
final class ProxyConfigResourceValidation {
    private static final String SINCE_START =
            "it is for the start of Pods, and Gatehouse starts none; ";

    private ProxyConfigResourceValidation() {}

    static List<Finding> validate(ProxyConfigResource config) {
        Scope spec = Scope.of(config).field("spec");
        ProxyConfigResource.Spec value = config.spec();
        AttachmentValidation.validate(spec, config.attachment());
        value.selector()
                .ifPresent(_ ->
                        spec.field("selector")
                                .noEffect(SINCE_START + "no gateway that runs is changed by it"));
        value.concurrency()
                .ifPresent(threads -> {
                    Scope field = spec.field("concurrency");
                    Values.count(field, threads);
                    field.saidElsewhere(
                            SINCE_START
                                    + "say the argument --concurrency to the gateway's Envoy instead");
                });
        value.image()
                .ifPresent(_ ->
                        spec.field("image")
                                .saidElsewhere(
                                        SINCE_START
                                                + "say the image in the gateway's Deployment instead"));
        if (!value.environmentVariables().isEmpty()) {
            spec.field("environmentVariables")
                    .saidElsewhere(
                            SINCE_START
                                    + "say them in the gateway's Deployment, or as proxyMetadata in the annotation proxy.istio.io/config of its Pods");
        }
        return spec.findings();
    }
}
