// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.util.ArrayList;
import java.util.List;

/// How a proxy reaches its control plane and what it shows there.
public record XdsConnection(HostAndPort address, XdsTransport transport, XdsCredential credential) {

    /// To a control plane on the same machine.
    public static XdsConnection plaintext(HostAndPort address, String token) {
        return new XdsConnection(
                address, new XdsTransport.Plaintext(), new XdsCredential.Token(token));
    }

    /// What Envoy reads from files. Their [FileSecret#pointer] must exist before it starts.
    public List<FileSecret> files() {
        List<FileSecret> files = new ArrayList<>();
        if (transport instanceof XdsTransport.Tls tls) {
            files.add(tls.authority());
            tls.identity().ifPresent(files::add);
        }
        if (credential instanceof XdsCredential.TokenFile(FileSecret.Token token)) {
            files.add(token);
        }
        return List.copyOf(files);
    }
}
