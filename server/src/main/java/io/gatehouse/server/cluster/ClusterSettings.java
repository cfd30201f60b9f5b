// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.lastgood.LastGoodSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What `gatehouse serve` is told.
///
/// @param directories with further objects; one that the API server has, too, is the API server's
/// @param xds where proxies connect by TLS
/// @param plaintext where they connect without, if anywhere
/// @param webhook where the API server has objects judged by HTTPS, if anywhere
/// @param namespace the control plane's own, which holds its CA, and the mesh's root namespace
/// @param service by which replicas find each other, in that namespace
/// @param hosts by which proxies reach it, for its certificate
/// @param gatewayNamespaces where the CA is published for the pods of gateways
/// @param audience of the tokens that proxies and replicas show
/// @param token file with this replica's own
/// @param clientAuthorities PEM file with the CAs of proxies that show certificates
/// @param delivery from which sizes on parts are delivered apart
/// @param fetching how what objects name is fetched
/// @param lastGood where it is kept what proxies have
public record ClusterSettings(
        KubernetesConnection api,
        List<Path> directories,
        InetSocketAddress xds,
        Optional<Plaintext> plaintext,
        InetSocketAddress admin,
        Optional<InetSocketAddress> webhook,
        String namespace,
        String service,
        List<String> hosts,
        SortedSet<String> gatewayNamespaces,
        String audience,
        Path token,
        Optional<Path> clientAuthorities,
        DeliveryLimits delivery,
        FetchSettings fetching,
        LastGoodSettings lastGood) {
    public ClusterSettings {
        directories = List.copyOf(directories);
        hosts = List.copyOf(hosts);
        gatewayNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(gatewayNamespaces));
    }

    /// xDS without TLS.
    ///
    /// @param tokens whether proxies must show tokens, and are given secrets then
    public record Plaintext(InetSocketAddress address, boolean tokens) {}
}
