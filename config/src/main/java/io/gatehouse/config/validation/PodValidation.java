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

/// A Pod's addresses, and what a gateway's Pod says of its proxy, or the Pods of its Deployment.
/// None is refused for the latter: what cannot be read has no effect, and the mesh's default holds.
final class PodValidation {
    private PodValidation() {}

    static List<Finding> validate(Pod pod) {
        Scope all = Scope.of(pod);
        pod.status().ifPresent(status -> addresses(all.field("status"), status));
        return validate(all.field("metadata"), pod.metadata().annotations());
    }

    static List<Finding> validate(Deployment deployment) {
        return validate(
                Scope.of(deployment).field("spec").field("template").field("metadata"),
                deployment.spec().template().metadata().annotations());
    }

    private static List<Finding> validate(Scope metadata, Map<String, String> annotations) {
        String text = annotations.get(ProxyConfig.ANNOTATION);
        if (text == null) {
            return metadata.findings();
        }
        Scope scope = metadata.field("annotations").entry(ProxyConfig.ANNOTATION);
        TextResult<ProxyConfig> proxy = ProxyConfigText.read(text);
        scope.within(proxy.findings(), Severity.WARNING);
        Scope read = new Scope(scope.object(), FieldPath.ROOT, new ArrayList<>());
        ProxyConfigValidation.validate(read, proxy.value());
        scope.within(read.findings(), Severity.WARNING);
        return scope.findings();
    }

    private static void addresses(Scope scope, Pod.Status status) {
        address(scope.field("podIP"), status.podIP());
        scope.field("podIPs")
                .each(status.podIPs(), (item, ip) -> address(item.field("ip"), ip.ip()));
    }

    private static void address(Scope scope, String address) {
        if (!address.isEmpty() && !HostNames.isAddress(address)) {
            scope.invalid("found %s (expected: an IP address)".formatted(Scope.quote(address)));
        }
    }
}
