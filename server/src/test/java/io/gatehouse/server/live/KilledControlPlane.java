// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.file.FileSource;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.envoy.EnvoyTrial;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.DiscoveryEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A control plane in a process of its own, which may be killed at any moment. Its proxies are
/// groups of their own, by their addresses.
final class KilledControlPlane {
    /// Where its proxies listen.
    static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

    private final int xdsPort;
    private final Path objects;
    private final Path lastGood;
    private final Path log;
    private Process process;

    KilledControlPlane(int xdsPort, Path objects, Path lastGood, Path log) {
        this.xdsPort = xdsPort;
        this.objects = objects;
        this.lastGood = lastGood;
        this.log = log;
        process = run();
    }

    private Process run() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledControlPlane.class.getName(),
                            String.valueOf(xdsPort),
                            objects.toString(),
                            lastGood.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without warning, as by a lack of memory.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void start() {
        process = run();
    }

    public static void main(String[] arguments) throws Exception {
        LastGood lastGood = new LastGood(Optional.of(Path.of(arguments[2])), "test");
        ControlPlane controlPlane =
                new ControlPlane(
                        List.of(
                                DiscoveryEndpoint.plaintext(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(),
                                                Integer.parseInt(arguments[0])),
                                        (node, _) ->
                                                new Admission.Admitted(
                                                        node.getId().split("~", -1)[1]))),
                        EmptyGroup.NEEDS_NOTHING,
                        DeliveryLimits.DEFAULT,
                        new EnvoyTrial(() -> Optional.of(TestProxy.binary())),
                        FetchSettings.DEFAULT,
                        lastGood,
                        new LiveChanges());
        for (String address : ADDRESSES) {
            controlPlane.setGroup(
                    new ProxyGroup(
                            address,
                            TestGroups.INGRESS.namespace(),
                            TestGroups.INGRESS.labels(),
                            address));
        }
        controlPlane.start(new FileSource(List.of(Path.of(arguments[1])), lastGood));
        new CountDownLatch(1).await();
    }
}
