// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Which ports a gateway workload opens, and for which hosts.
public record Gateway(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.GATEWAY;
    }

    /// Whom the servers are for, and the servers.
    ///
    /// @param selector labels of the workload's pods, in any namespace; empty selects every gateway
    ///   workload
    public record Spec(List<Server> servers, SortedMap<String, String> selector) {
        public Spec {
            servers = List.copyOf(servers);
            selector = SortedMaps.copyOf(selector);
        }
    }

    /// Some hosts on one port.
    ///
    /// @param bind an IP address or `unix://` path; empty for all addresses
    /// @param hosts each `dns`, `namespace/dns`, `./dns` or `*/dns`, where `dns` may start with `*`
    public record Server(
            Optional<Port> port,
            String bind,
            List<String> hosts,
            Optional<TlsSettings> tls,
            String defaultEndpoint,
            String name) {
        public Server {
            hosts = List.copyOf(hosts);
        }
    }

    /// Where a server listens, and what it speaks.
    ///
    /// @param number the port of the workload's Service
    /// @param protocol `HTTP`, `HTTPS`, `GRPC`, `GRPC-WEB`, `HTTP2`, `MONGO`, `TCP` or `TLS`, in
    ///   any case
    /// @param targetPort deprecated; has no effect at a gateway
    public record Port(int number, String protocol, String name, int targetPort) {}

    /// How a server ends TLS, or passes it through.
    ///
    /// @param credentialName of a Secret in the workload's namespace; or one of Istio's other forms
    public record TlsSettings(
            boolean httpsRedirect,
            TlsMode mode,
            String serverCertificate,
            String privateKey,
            String caCertificates,
            String caCrl,
            String credentialName,
            List<String> credentialNames,
            String caCertCredentialName,
            List<TlsCertificate> tlsCertificates,
            List<String> subjectAltNames,
            List<String> verifyCertificateSpki,
            List<String> verifyCertificateHash,
            TlsProtocol minProtocolVersion,
            TlsProtocol maxProtocolVersion,
            List<String> cipherSuites,
            List<String> ecdhCurves,
            Optional<Boolean> insecureSkipVerify) {
        public TlsSettings {
            credentialNames = List.copyOf(credentialNames);
            tlsCertificates = List.copyOf(tlsCertificates);
            subjectAltNames = List.copyOf(subjectAltNames);
            verifyCertificateSpki = List.copyOf(verifyCertificateSpki);
            verifyCertificateHash = List.copyOf(verifyCertificateHash);
            cipherSuites = List.copyOf(cipherSuites);
            ecdhCurves = List.copyOf(ecdhCurves);
        }
    }

    /// Files on the gateway's pod.
    public record TlsCertificate(
            String serverCertificate, String privateKey, String caCertificates) {}

    /// A `tls` without `mode` means `PASSTHROUGH`.
    public enum TlsMode {
        PASSTHROUGH,
        SIMPLE,
        MUTUAL,
        AUTO_PASSTHROUGH,
        ISTIO_MUTUAL,
        OPTIONAL_MUTUAL
    }

    public enum TlsProtocol {
        TLS_AUTO,
        TLSV1_0,
        TLSV1_1,
        TLSV1_2,
        TLSV1_3
    }
}
