// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.Named;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A name and ports for some pods.
public record Service(ObjectMeta metadata, Spec spec, Optional<Status> status)
        implements ConfigObject {
    /// Istio's form of `trafficDistribution`, on Services, ServiceEntries and Namespaces.
    public static final String DISTRIBUTION_ANNOTATION = "networking.istio.io/traffic-distribution";

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    /// What the Service offers and to whom.
    ///
    /// @param selector empty where the endpoints are written by hand, or there are none
    /// @param clusterIP `None` for a headless Service
    /// @param externalName the DNS name that a Service of type `ExternalName` stands for
    public record Spec(
            List<Port> ports,
            SortedMap<String, String> selector,
            String clusterIP,
            List<String> clusterIPs,
            Type type,
            List<String> externalIPs,
            SessionAffinity sessionAffinity,
            String loadBalancerIP,
            List<String> loadBalancerSourceRanges,
            String externalName,
            Optional<TrafficPolicy> externalTrafficPolicy,
            int healthCheckNodePort,
            boolean publishNotReadyAddresses,
            Optional<SessionAffinityConfig> sessionAffinityConfig,
            List<IpFamily> ipFamilies,
            Optional<IpFamilyPolicy> ipFamilyPolicy,
            Optional<Boolean> allocateLoadBalancerNodePorts,
            Optional<String> loadBalancerClass,
            Optional<TrafficPolicy> internalTrafficPolicy,
            Optional<String> trafficDistribution) {
        public Spec {
            ports = List.copyOf(ports);
            selector = SortedMaps.copyOf(selector);
            clusterIPs = List.copyOf(clusterIPs);
            externalIPs = List.copyOf(externalIPs);
            loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
            ipFamilies = List.copyOf(ipFamilies);
        }
    }

    /// One port of the Service and the port of the pods behind it.
    ///
    /// @param targetPort of the pods; absent means the same as `port`
    /// @param nodePort 0 where none was chosen
    public record Port(
            String name,
            Protocol protocol,
            Optional<String> appProtocol,
            int port,
            Optional<IntOrString> targetPort,
            int nodePort) {}

    public enum Type {
        @Named("ClusterIP")
        CLUSTER_IP,
        @Named("NodePort")
        NODE_PORT,
        @Named("LoadBalancer")
        LOAD_BALANCER,
        @Named("ExternalName")
        EXTERNAL_NAME
    }

    public enum SessionAffinity {
        @Named("None")
        NONE,
        @Named("ClientIP")
        CLIENT_IP
    }

    public record SessionAffinityConfig(Optional<ClientIp> clientIP) {
        public record ClientIp(Optional<Integer> timeoutSeconds) {}
    }

    public enum TrafficPolicy {
        @Named("Cluster")
        CLUSTER,
        @Named("Local")
        LOCAL
    }

    public enum IpFamily {
        @Named("IPv4")
        IPV4,
        @Named("IPv6")
        IPV6
    }

    public enum IpFamilyPolicy {
        @Named("SingleStack")
        SINGLE_STACK,
        @Named("PreferDualStack")
        PREFER_DUAL_STACK,
        @Named("RequireDualStack")
        REQUIRE_DUAL_STACK
    }

    @OtherFieldsAllowed
    public record Status(Optional<LoadBalancer> loadBalancer) {}

    @OtherFieldsAllowed
    public record LoadBalancer(List<Ingress> ingress) {
        public LoadBalancer {
            ingress = List.copyOf(ingress);
        }
    }

    /// Where a Service of type `LoadBalancer` is reached: an address or a DNS name.
    @OtherFieldsAllowed
    public record Ingress(String ip, String hostname) {}
}
