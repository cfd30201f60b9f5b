// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.istio.ProxyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a gateway's Pod says of its proxy, or the Pods of its Deployment. None is refused for it:
/// what cannot be read has no effect, and the mesh's default holds.
final class PodValidation {
    private PodValidation() {}

    static List<Finding> validate(Pod pod) {
        return validate(Scope.of(pod).field("metadata"), pod.metadata().annotations());
    }

    static List<Finding> validate(Deployment deployment) {
        return validate(
                Scope.of(deployment).field("spec").field("template").field("metadata"),
                deployment.spec().template().metadata().annotations());
    }

    private static List<Finding> validate(Scope metadata, Map<String, String> annotations) {
        String text = annotations.get(ProxyConfig.ANNOTATION);
        if (text == null) {
            return List.of();
        }
        Scope scope = metadata.field("annotations").entry(ProxyConfig.ANNOTATION);
        TextResult<ProxyConfig> proxy = ProxyConfigText.read(text);
        scope.within(proxy.findings(), Severity.WARNING);
        Scope read = new Scope(scope.object(), FieldPath.ROOT, new ArrayList<>());
        ProxyConfigValidation.validate(read, proxy.value());
        scope.within(read.findings(), Severity.WARNING);
        return scope.findings();
    }
}
