// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

/// The CA's word that a certificate is not revoked, in the Secret beside the certificate.
class OcspStapleIT {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 443, name: https, protocol: HTTPS}
                hosts: [shop.example.com]
                tls: {mode: SIMPLE, credentialName: shop}
            """;

    private static final TestAuthority AUTHORITY = TestAuthority.make("servers-ca");
    private static final ClientIdentity SERVER = AUTHORITY.issue(HOST);

    @Test
    void theStapleOfTheSecretIsShownToClients() throws Exception {
        byte[] staple = staple(SERVER.certificate());
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                GATEWAY,
                                secret() + "  tls.ocsp-staple: " + base64(staple),
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"))) {
            Handshakes handshakes = new Handshakes(gateway);
            handshakes.awaitAdmitted(ClientTls.to(HOST));

            try (GatewayConnection connection = handshakes.connect(ClientTls.to(HOST))) {
                assertThat(connection.staples()).containsExactly(staple);
            }
        }
    }

    private static String secret() {
        return Yaml.secret(
                "shop", Map.of("tls.crt", Pem.certificate(SERVER), "tls.key", Pem.key(SERVER)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] staple(X509Certificate good)
            throws OperatorCreationException,
                    OCSPException,
                    CertificateEncodingException,
                    IOException {
        Instant now = Instant.now();
        CertificateID id =
                new CertificateID(
                        new JcaDigestCalculatorProviderBuilder()
                                .build()
                                .get(CertificateID.HASH_SHA1),
                        new JcaX509CertificateHolder(AUTHORITY.certificate()),
                        good.getSerialNumber());
        BasicOCSPResp response =
                new BasicOCSPRespBuilder(new RespID(AUTHORITY.name()))
                        .addResponse(
                                id,
                                CertificateStatus.GOOD,
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(Duration.ofDays(1))))
                        .build(AUTHORITY.signer(), null, Date.from(now));
        return new OCSPRespBuilder().build(OCSPResponseStatus.SUCCESSFUL, response).getEncoded();
    }
}
