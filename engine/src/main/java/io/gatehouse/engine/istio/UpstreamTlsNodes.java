// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ClientTlsSettings.Mode;
import io.gatehouse.config.istio.EcdhCurves;
import io.gatehouse.config.istio.MeshConfig.TlsDefaults;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.TlsVersion;
import io.gatehouse.routing.UpstreamProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From the `tls` of policies to how TLS is started towards upstreams.
public final class UpstreamTlsNodes {
    private static final String MESH_PROTOCOL = "istio";

    final Derivation<GroupUpstream, UpstreamTls> tls;

    private final Table<String, ProxyGroup> groups;
    private final MeshNodes mesh;
    private final ServiceNodes services;
    private final DestinationRuleNodes destinationRules;
    private final CredentialNodes credentials;

    public UpstreamTlsNodes(
            IncrementalGraph graph,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh,
            ServiceNodes services,
            DestinationRuleNodes destinationRules,
            CredentialNodes credentials) {
        this.groups = groups;
        this.mesh = mesh;
        this.services = services;
        this.destinationRules = destinationRules;
        this.credentials = credentials;
        tls = graph.derivation("TLS to upstream", this::tls);
    }

    UpstreamCredentials credentials(Evaluation e, String group) {
        return new UpstreamCredentials(e, credentials, e.read(groups, group).orElseThrow());
    }

    private UpstreamTls tls(Evaluation e, GroupUpstream key) {
        Optional<ClientTlsSettings> settings =
                e.get(destinationRules.policy, key).tls().filter(s -> s.mode() != Mode.DISABLE);
        Optional<UpstreamName> name = UpstreamName.parse(key.upstream());
        Optional<Backend> backend =
                name.flatMap(n -> e.get(services.backend, new VisibleHost(key.group(), n.host())));
        return settings.isEmpty() || backend.isEmpty()
                ? new UpstreamTls.Plain()
                : originated(e, key, name.orElseThrow(), backend.get(), settings.get());
    }

    private UpstreamTls originated(
            Evaluation e,
            GroupUpstream key,
            UpstreamName name,
            Backend backend,
            ClientTlsSettings settings) {
        UpstreamCredentials found = credentials(e, key.group());
        Optional<Credential> certificate = found.certificate(settings);
        Optional<Credential> authority = found.authority(settings);
        Optional<MaterialRef> shown = certificate.flatMap(UpstreamTlsNodes::material);
        Optional<MaterialRef> trusted = authority.flatMap(UpstreamTlsNodes::material);
        if (shown.isPresent() != certificate.isPresent()
                || trusted.isPresent() != authority.isPresent()) {
            return new UpstreamTls.Unusable();
        }
        List<MaterialRef> material = new ArrayList<>();
        shown.ifPresent(material::add);
        trusted.ifPresent(material::add);
        Optional<PeerVerification> server =
                trusted.map(ref ->
                        new PeerVerification(
                                Optional.of(ref.name()),
                                settings.subjectAltNames().isEmpty()
                                        ? namesOf(e, key, backend, settings.mode())
                                        : settings.subjectAltNames(),
                                List.of(),
                                List.of(),
                                false));
        return new UpstreamTls.Originated(
                origination(e, key, name, settings, shown.map(MaterialRef::name), server),
                material);
    }

    /// Of which an endpoint's certificate must have one. A ServiceEntry's hold for all modes, those
    /// of a Service only within the mesh.
    private List<String> namesOf(Evaluation e, GroupUpstream key, Backend backend, Mode mode) {
        return mode == Mode.ISTIO_MUTUAL || backend.origin().kind() == Kind.SERVICE_ENTRY
                ? new MeshIdentities(mesh.of(e))
                        .names(
                                e.get(
                                        services.identities,
                                        new VisibleHost(key.group(), backend.host())),
                                backend.subjectAltNames())
                : backend.subjectAltNames();
    }

    /// What the mesh says of its own certificates, or of all others.
    private TlsOrigination origination(
            Evaluation e,
            GroupUpstream key,
            UpstreamName name,
            ClientTlsSettings settings,
            Optional<String> certificate,
            Optional<PeerVerification> server) {
        boolean ofMesh = settings.mode() == Mode.ISTIO_MUTUAL;
        Optional<String> sni = Optional.of(settings.sni()).filter(given -> !given.isEmpty());
        Optional<TlsDefaults> defaults = ofMesh ? mesh.of(e).meshMTLS() : mesh.of(e).tlsDefaults();
        return new TlsOrigination(
                certificate,
                server,
                ofMesh ? sni.or(() -> Optional.of(meshName(name))) : sni,
                !ofMesh
                        && sni.isEmpty()
                        && settings.subjectAltNames().isEmpty()
                        && server.isPresent(),
                ofMesh
                        ? defaults.map(TlsDefaults::minProtocolVersion)
                                .map(TlsTerminationReader::version)
                                .orElse(TlsVersion.AUTO)
                        : TlsVersion.AUTO,
                CipherSuites.usable(defaults.map(TlsDefaults::cipherSuites).orElse(List.of())),
                EcdhCurves.usable(defaults.map(TlsDefaults::ecdhCurves).orElse(List.of())),
                applicationProtocols(protocol(e, key, name), ofMesh));
    }

    private UpstreamProtocol protocol(Evaluation e, GroupUpstream key, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(key.group(), name.host()))
                .flatMap(backend -> backend.port(name.port()))
                .map(port ->
                        new ConnectionPoolReader(
                                        mesh.of(e),
                                        e.get(destinationRules.policy, key).connectionPool())
                                .protocol(port.protocol()))
                .orElse(UpstreamProtocol.HTTP1);
    }

    private static List<String> applicationProtocols(UpstreamProtocol protocol, boolean ofMesh) {
        List<String> protocols = new ArrayList<>();
        if (ofMesh) {
            protocols.add(MESH_PROTOCOL);
        }
        if (protocol == UpstreamProtocol.HTTP2) {
            protocols.add("h2");
        }
        return protocols;
    }

    /// What Istio's proxies say in the hello to each other.
    private static String meshName(UpstreamName name) {
        return "outbound_.%d_.%s_.%s".formatted(name.port(), name.subset(), name.host());
    }

    private static Optional<MaterialRef> material(Credential credential) {
        return credential instanceof Credential.Found(MaterialRef ref)
                ? Optional.of(ref)
                : Optional.empty();
    }
}
