// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.istio.ProxyConfig;
import java.util.ArrayList;
import java.util.List;

/// What a gateway's Pod says of its proxy. No Pod is refused for it: what cannot be read has no
/// effect, and the mesh's default holds.
final class PodValidation {
    private PodValidation() {}

    static List<Finding> validate(Pod pod) {
        String text = pod.metadata().annotations().get(ProxyConfig.ANNOTATION);
        if (text == null) {
            return List.of();
        }
        Scope scope =
                Scope.of(pod).field("metadata").field("annotations").entry(ProxyConfig.ANNOTATION);
        TextResult<ProxyConfig> proxy = ProxyConfigText.read(text);
        scope.within(proxy.findings(), Severity.WARNING);
        Scope read = new Scope(scope.object(), FieldPath.ROOT, new ArrayList<>());
        ProxyConfigValidation.validate(read, proxy.value());
        scope.within(read.findings(), Severity.WARNING);
        return scope.findings();
    }
}
