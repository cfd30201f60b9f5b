// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Output;
import java.util.List;

/// What there is to say about each object.
public final class FindingNodes {
    private final Output<ObjectKey, List<Finding>> gateways;
    private final Output<ObjectKey, List<Finding>> virtualServices;
    private final Output<ObjectKey, List<Finding>> destinationRules;
    private final Output<ObjectKey, List<Finding>> requestAuthentications;
    private final Output<ObjectKey, List<Finding>> authorizationPolicies;
    private final Output<ObjectKey, List<Finding>> extensions;
    private final Output<ObjectKey, List<Finding>> telemetries;
    private final Output<ObjectKey, List<Finding>> configMaps;

    public FindingNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            GatewayNodes gatewayNodes,
            PortNodes portNodes,
            RouteNodes routeNodes,
            ServiceNodes serviceNodes,
            DestinationRuleNodes destinationRuleNodes,
            UpstreamTlsNodes upstreamTlsNodes,
            MeshNodes mesh,
            PolicyNodes policies,
            TelemetryNodes telemetryNodes) {
        GatewayFindings ofGateway =
                new GatewayFindings(
                        tables, gatewayNodes, new ServerFindings(gatewayNodes, portNodes));
        VirtualServiceFindings ofVirtualService =
                new VirtualServiceFindings(
                        tables,
                        gatewayNodes,
                        routeNodes,
                        serviceNodes,
                        mesh,
                        destinationRuleNodes,
                        new OverlapNodes(graph, routeNodes),
                        new ConnectionFindings(gatewayNodes, portNodes, serviceNodes),
                        policies);
        gateways =
                graph.output(
                        tables.gateways, graph.derivation("gateway findings", ofGateway::find));
        virtualServices =
                graph.output(
                        tables.virtualServices,
                        graph.derivation("virtual service findings", ofVirtualService::find));
        DestinationRuleFindings ofDestinationRule =
                new DestinationRuleFindings(
                        tables, destinationRuleNodes, upstreamTlsNodes, serviceNodes);
        destinationRules =
                graph.output(
                        tables.destinationRules,
                        graph.derivation("destination rule findings", ofDestinationRule::find));
        AttachmentFindings attachment = new AttachmentFindings(policies.namespaces, mesh);
        RequestAuthenticationFindings ofAuthentication =
                new RequestAuthenticationFindings(tables, policies.tokens, attachment);
        Derivation<String, GroupPorts> ports =
                graph.derivation(
                        "ports of group",
                        (e, group) -> GroupPorts.of(gatewayNodes.ofGroup(e, group)));
        AuthorizationPolicyFindings ofAuthorization =
                new AuthorizationPolicyFindings(tables, policies, attachment, mesh, ports);
        ExtensionFindings ofExtension =
                new ExtensionFindings(tables, policies.extensions, attachment, ports);
        extensions =
                graph.output(
                        graph.union(List.of(tables.trafficExtensions, tables.wasmPlugins)),
                        graph.derivation("extension findings", ofExtension::find));
        authorizationPolicies =
                graph.output(
                        tables.authorizationPolicies,
                        graph.derivation("authorization policy findings", ofAuthorization::find));
        TelemetryFindings ofTelemetry =
                new TelemetryFindings(tables, telemetryNodes, attachment, mesh);
        telemetries =
                graph.output(
                        tables.telemetries,
                        graph.derivation("telemetry findings", ofTelemetry::find));
        MeshTelemetryFindings ofMesh =
                new MeshTelemetryFindings(telemetryNodes, policies.namespaces, mesh);
        configMaps =
                graph.output(tables.configMaps, graph.derivation("mesh findings", ofMesh::find));
        requestAuthentications =
                graph.output(
                        tables.requestAuthentications,
                        graph.derivation(
                                "request authentication findings", ofAuthentication::find));
    }

    public List<Output<ObjectKey, List<Finding>>> outputs() {
        return List.of(
                gateways,
                virtualServices,
                destinationRules,
                requestAuthentications,
                authorizationPolicies,
                extensions,
                telemetries,
                configMaps);
    }
}
