// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrafficPolicyValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        policy(
                                """
                                loadBalancer:
                                  consistentHash: {httpCookie: {name: a, path: /, ttl: 0s, attributes: [{name: SameSite, value: Lax}]}, maglev: {tableSize: 65537}}
                                  localityLbSetting:
                                    distribute:
                                    - from: us/east/*
                                      to: {us/east/*: 80, us/west: 20}
                                    - from: eu
                                      to: {"*": 100}
                                connectionPool:
                                  tcp: {maxConnections: 1, connectTimeout: 1s, tcpKeepalive: {probes: 3, time: 60s, interval: 5s}, maxConnectionDuration: 1h, idleTimeout: 0s}
                                  http: {maxRequestsPerConnection: 1, idleTimeout: 5s, useClientProtocol: true, http2KeepAlive: {interval: 10s, timeout: 1s}}
                                outlierDetection: {consecutive5xxErrors: 0, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 3, outlierDetectionHttpErrorCodes: [429]}
                                tls: {mode: MUTUAL, clientCertificate: /a, privateKey: /b, caCertificates: /c, sni: a.b, subjectAltNames: [a.b]}
                                portLevelSettings:
                                - port: {number: 80}
                                  tls: {mode: SIMPLE, insecureSkipVerify: true}
                                proxyProtocol: {version: V2}
                                retryBudget: {percent: 25.5, minRetryConcurrency: 5, budgetInterval: 10s}
                                """))
                .isEmpty();
        assertThat(policy("tunnel: {protocol: POST, targetHost: a.b, targetPort: 443}")).isEmpty();
        assertThat(
                        policy(
                                "loadBalancer: {zoneAwareLbSetting: {failover: [{from: eu, to: us}], failoverPriority: [tier], minClusterSize: 2}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # below trafficPolicy | the findings, below spec.trafficPolicy
                    {} | ERROR MISSING_FIELD
                    portLevelSettings: [{loadBalancer: {simple: RANDOM}}] | ERROR MISSING_FIELD .portLevelSettings[0].port
                    portLevelSettings: [{port: {number: 0}, loadBalancer: {simple: RANDOM}}] | ERROR INVALID_VALUE .portLevelSettings[0].port.number
                    portLevelSettings: [{port: {number: 80}}] | ERROR MISSING_FIELD .portLevelSettings[0]
                    portLevelSettings: [{port: {number: 80}, tls: {mode: MUTUAL}}] | ERROR MISSING_FIELD .portLevelSettings[0].tls.credentialName
                    portLevelSettings: [{port: {number: 80}, tls: {}}, {port: {number: 80}, tls: {}}] | WARNING INVALID_VALUE .portLevelSettings[1].port.number
                    tunnel: {targetHost: a.b, targetPort: 80}, proxyProtocol: {} | ERROR INVALID_VALUE
                    tunnel: {protocol: GET, targetHost: a.b, targetPort: 80} | ERROR INVALID_VALUE .tunnel.protocol
                    tunnel: {targetPort: 80} | ERROR MISSING_FIELD .tunnel.targetHost
                    tunnel: {targetHost: '*.b', targetPort: 80} | ERROR INVALID_VALUE .tunnel.targetHost
                    tunnel: {targetHost: 10.0.0.1} | ERROR INVALID_VALUE .tunnel.targetPort
                    retryBudget: {percent: 101} | ERROR INVALID_VALUE .retryBudget.percent
                    retryBudget: {minRetryConcurrency: -1} | ERROR INVALID_VALUE .retryBudget.minRetryConcurrency
                    retryBudget: {budgetInterval: 0s} | ERROR INVALID_VALUE .retryBudget.budgetInterval
                    loadBalancer: {simple: RANDOM, consistentHash: {useSourceIp: true}} | ERROR INVALID_VALUE .loadBalancer
                    loadBalancer: {simple: LEAST_CONN} | WARNING DEPRECATED .loadBalancer.simple
                    loadBalancer: {simple: PASSTHROUGH} | WARNING INVALID_VALUE .loadBalancer.simple
                    loadBalancer: {backendUtilization: {blackoutPeriod: 1s}} | INFO NO_EFFECT .loadBalancer.backendUtilization
                    loadBalancer: {warmupDurationSecs: 10s} | WARNING DEPRECATED .loadBalancer.warmupDurationSecs
                    loadBalancer: {simple: RANDOM, warmup: {duration: 10s}} | INFO NO_EFFECT .loadBalancer.warmup
                    loadBalancer: {warmup: {}} | ERROR MISSING_FIELD .loadBalancer.warmup.duration
                    loadBalancer: {warmup: {duration: 0s}} | ERROR INVALID_VALUE .loadBalancer.warmup.duration
                    loadBalancer: {warmup: {duration: 1s, minimumPercent: 101}} | ERROR INVALID_VALUE .loadBalancer.warmup.minimumPercent
                    loadBalancer: {warmup: {duration: 1s, aggression: 0.5}} | ERROR INVALID_VALUE .loadBalancer.warmup.aggression
                    loadBalancer: {consistentHash: {}} | WARNING INVALID_VALUE .loadBalancer.consistentHash
                    loadBalancer: {consistentHash: {useSourceIp: false}} | WARNING INVALID_VALUE .loadBalancer.consistentHash
                    loadBalancer: {consistentHash: {useSourceIp: true, httpHeaderName: a}} | ERROR INVALID_VALUE .loadBalancer.consistentHash
                    loadBalancer: {consistentHash: {httpHeaderName: 'a b'}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpHeaderName
                    loadBalancer: {consistentHash: {httpHeaderName: ''}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpHeaderName
                    loadBalancer: {consistentHash: {httpQueryParameterName: ''}} | ERROR MISSING_FIELD .loadBalancer.consistentHash.httpQueryParameterName
                    loadBalancer: {consistentHash: {httpCookie: {ttl: 1s}}} | ERROR MISSING_FIELD .loadBalancer.consistentHash.httpCookie.name
                    loadBalancer: {consistentHash: {httpCookie: {name: 'a;b'}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpCookie.name
                    loadBalancer: {consistentHash: {httpCookie: {name: a, ttl: -1s}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpCookie.ttl
                    loadBalancer: {consistentHash: {httpCookie: {name: a, path: "a\\u0007"}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpCookie.path
                    loadBalancer: {consistentHash: {httpCookie: {name: a, attributes: [{value: b}]}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.httpCookie.attributes[0].name
                    loadBalancer: {consistentHash: {useSourceIp: true, maglev: {}}} | ERROR MISSING_FIELD .loadBalancer.consistentHash.maglev.tableSize
                    loadBalancer: {consistentHash: {useSourceIp: true, maglev: {tableSize: 4}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.maglev.tableSize
                    loadBalancer: {consistentHash: {useSourceIp: true, maglev: {tableSize: 5000011}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.maglev.tableSize
                    loadBalancer: {consistentHash: {useSourceIp: true, ringHash: {minimumRingSize: 9000000}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash.ringHash.minimumRingSize
                    loadBalancer: {consistentHash: {useSourceIp: true, minimumRingSize: 7}} | WARNING DEPRECATED .loadBalancer.consistentHash.minimumRingSize
                    loadBalancer: {consistentHash: {useSourceIp: true, ringHash: {}, maglev: {tableSize: 7}}} | ERROR INVALID_VALUE .loadBalancer.consistentHash
                    loadBalancer: {localityLbSetting: {}, zoneAwareLbSetting: {}} | ERROR INVALID_VALUE .loadBalancer
                    loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}]}} | WARNING INVALID_VALUE .loadBalancer.localityLbSetting.failover
                    loadBalancer: {localityLbSetting: {failoverPriority: [a]}} | WARNING INVALID_VALUE .loadBalancer.localityLbSetting.failoverPriority
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: a, to: a}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.failover[0].to
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: a/b, to: b}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.failover[0].from
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: a}]}} | ERROR MISSING_FIELD .loadBalancer.localityLbSetting.failover[0].to
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failoverPriority: ['a b']}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.failoverPriority[0]
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}], failoverPriority: [topology.kubernetes.io/region]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.failoverPriority[0]
                    outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}], distribute: [{from: a, to: {b: 100}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting
                    loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 99}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.distribute[0].to
                    loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 0, c: 100}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.distribute[0].to["b"]
                    loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b/*: 50, b/c: 50}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.distribute[0].to
                    loadBalancer: {localityLbSetting: {distribute: [{from: '*/a', to: {b: 100}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.distribute
                    loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 100}}, {from: a/z, to: {b: 100}}]}} | ERROR INVALID_VALUE .loadBalancer.localityLbSetting.distribute
                    outlierDetection: {}, loadBalancer: {zoneAwareLbSetting: {failoverPriority: [topology.kubernetes.io/zone]}} | ERROR INVALID_VALUE .loadBalancer.zoneAwareLbSetting.failoverPriority[0]
                    loadBalancer: {zoneAwareLbSetting: {minClusterSize: -1}} | ERROR INVALID_VALUE .loadBalancer.zoneAwareLbSetting.minClusterSize
                    connectionPool: {} | ERROR MISSING_FIELD .connectionPool
                    connectionPool: {tcp: {maxConnections: -1}} | ERROR INVALID_VALUE .connectionPool.tcp.maxConnections
                    connectionPool: {tcp: {connectTimeout: 0s}} | ERROR INVALID_VALUE .connectionPool.tcp.connectTimeout
                    connectionPool: {tcp: {maxConnectionDuration: 1us}} | ERROR INVALID_VALUE .connectionPool.tcp.maxConnectionDuration
                    connectionPool: {tcp: {idleTimeout: -1s}} | ERROR INVALID_VALUE .connectionPool.tcp.idleTimeout
                    connectionPool: {tcp: {tcpKeepalive: {probes: -1}}} | ERROR INVALID_VALUE .connectionPool.tcp.tcpKeepalive.probes
                    connectionPool: {tcp: {tcpKeepalive: {time: 1.5s}}} | WARNING INVALID_VALUE .connectionPool.tcp.tcpKeepalive.time
                    connectionPool: {tcp: {tcpKeepalive: {interval: 0s}}} | ERROR INVALID_VALUE .connectionPool.tcp.tcpKeepalive.interval
                    connectionPool: {http: {http1MaxPendingRequests: -1}} | ERROR INVALID_VALUE .connectionPool.http.http1MaxPendingRequests
                    connectionPool: {http: {http2MaxRequests: -1}} | ERROR INVALID_VALUE .connectionPool.http.http2MaxRequests
                    connectionPool: {http: {maxRequestsPerConnection: 536870913}} | ERROR INVALID_VALUE .connectionPool.http.maxRequestsPerConnection
                    connectionPool: {http: {maxRetries: -1}} | ERROR INVALID_VALUE .connectionPool.http.maxRetries
                    connectionPool: {http: {maxConcurrentStreams: -1}} | ERROR INVALID_VALUE .connectionPool.http.maxConcurrentStreams
                    connectionPool: {http: {idleTimeout: 1us}} | ERROR INVALID_VALUE .connectionPool.http.idleTimeout
                    connectionPool: {http: {h2UpgradePolicy: UPGRADE, useClientProtocol: true}} | ERROR INVALID_VALUE .connectionPool.http.useClientProtocol
                    connectionPool: {http: {http2KeepAlive: {interval: 0s}}} | ERROR INVALID_VALUE .connectionPool.http.http2KeepAlive.interval
                    connectionPool: {http: {http2KeepAlive: {timeout: 0s}}} | ERROR INVALID_VALUE .connectionPool.http.http2KeepAlive.timeout
                    outlierDetection: {consecutiveErrors: 5} | INFO NO_EFFECT .outlierDetection.consecutiveErrors
                    outlierDetection: {consecutive5xxErrors: -1} | ERROR INVALID_VALUE .outlierDetection.consecutive5xxErrors
                    outlierDetection: {consecutiveGatewayErrors: -1} | ERROR INVALID_VALUE .outlierDetection.consecutiveGatewayErrors
                    outlierDetection: {consecutiveLocalOriginFailures: 1} | ERROR INVALID_VALUE .outlierDetection.consecutiveLocalOriginFailures
                    outlierDetection: {interval: 0s} | ERROR INVALID_VALUE .outlierDetection.interval
                    outlierDetection: {baseEjectionTime: 0s} | ERROR INVALID_VALUE .outlierDetection.baseEjectionTime
                    outlierDetection: {maxEjectionPercent: 101} | ERROR INVALID_VALUE .outlierDetection.maxEjectionPercent
                    outlierDetection: {minHealthPercent: -1} | ERROR INVALID_VALUE .outlierDetection.minHealthPercent
                    outlierDetection: {outlierDetectionHttpErrorCodes: [404, 600]} | ERROR INVALID_VALUE .outlierDetection.outlierDetectionHttpErrorCodes[1]
                    tls: {mode: SIMPLE, insecureSkipVerify: true, credentialName: a} | ERROR INVALID_VALUE .tls.insecureSkipVerify
                    tls: {mode: MUTUAL, insecureSkipVerify: true, credentialName: a, subjectAltNames: [b]} | ERROR INVALID_VALUE .tls.insecureSkipVerify
                    tls: {mode: SIMPLE, credentialName: a, caCertificates: /b} | ERROR INVALID_VALUE .tls.credentialName
                    tls: {mode: MUTUAL} | ERROR MISSING_FIELD .tls.credentialName
                    tls: {mode: MUTUAL, clientCertificate: /a} | ERROR MISSING_FIELD .tls.privateKey
                    tls: {mode: MUTUAL, privateKey: /a} | ERROR MISSING_FIELD .tls.clientCertificate
                    tls: {mode: SIMPLE, clientCertificate: /a, privateKey: /b} | WARNING INVALID_VALUE .tls
                    tls: {mode: ISTIO_MUTUAL, credentialName: a} | WARNING INVALID_VALUE .tls
                    tls: {credentialName: a} | WARNING INVALID_VALUE .tls
                    tls: {mode: SIMPLE, sni: '*.a'} | WARNING INVALID_VALUE .tls.sni
                    tls: {mode: SIMPLE, subjectAltNames: ['']} | ERROR MISSING_FIELD .tls.subjectAltNames[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(policy(yaml.equals("{}") ? "" : yaml))
                .containsExactly(Judged.below("spec.trafficPolicy", finding));
    }

    private static List<String> policy(String policy) {
        String indented =
                policy.lines().count() > 1 ? "\n" + policy.indent(4) : " {" + policy + "}";
        return Judged.problems(
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: d}
                spec:
                  host: a
                  trafficPolicy:%s
                """
                        .formatted(indented));
    }
}
