// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Deployment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Runs, for `--dev`, small servers in place of the pods of Deployments that nothing runs, and
/// brings their Pods and EndpointSlices.
public final class DeploymentStandIns implements Supplement, AutoCloseable {
    private static final int MOST_REPLICAS = 50;

    private final HelloServers servers;

    /// @param clock for the answers
    public DeploymentStandIns(Clock clock) {
        this.servers = new HelloServers(clock);
    }

    @Override
    public Set<Kind> reads() {
        return IdleDeployments.KINDS;
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        List<IdleDeployments.Idle> idle = IdleDeployments.in(defined);
        servers.run(idle.stream().flatMap(one -> podKeys(one).stream()).toList());
        List<ConfigObject> objects = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (IdleDeployments.Idle one : idle) {
            List<ObjectKey> keys = podKeys(one);
            for (ObjectKey key : keys) {
                StandInPod standIn =
                        new StandInPod(key, one.deployment().spec().template(), servers.port(key));
                objects.add(standIn.pod());
                one.services().forEach(service -> objects.add(standIn.slice(service)));
            }
            findings.add(finding(one.deployment(), keys.size()));
        }
        return new Supply(objects, findings);
    }

    @Override
    public void close() {
        servers.close();
    }

    /// As a ReplicaSet's, but numbered, so that restarts and rescaling change no name needlessly.
    private static List<ObjectKey> podKeys(IdleDeployments.Idle idle) {
        Deployment deployment = idle.deployment();
        String hash = templateHash(deployment);
        return IntStream.range(0, Math.min(idle.replicas(), MOST_REPLICAS))
                .mapToObj(number ->
                        new ObjectKey(
                                Kind.POD,
                                deployment.metadata().namespace(),
                                "%s-%s-%d".formatted(deployment.metadata().name(), hash, number)))
                .toList();
    }

    /// Equal for equal templates, in every run: records and sorted maps print alike.
    private static String templateHash(Deployment deployment) {
        return HexFormat.of().toHexDigits(deployment.spec().template().toString().hashCode());
    }

    private static Finding finding(Deployment deployment, int count) {
        return Finding.of(
                FindingCode.STAND_IN,
                deployment.key(),
                FieldPath.ROOT,
                "Nothing runs its pods on this machine; %s like nginxdemos/hello:plain-text %s (--dev)."
                        .formatted(
                                count == 1 ? "a server" : count + " servers",
                                count == 1 ? "stands in" : "stand in"));
    }
}
