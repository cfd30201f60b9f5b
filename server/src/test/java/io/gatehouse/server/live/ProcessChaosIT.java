// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.EnvoyProcess;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Processes are killed while files change, some of which are broken, and while what the control
/// plane keeps is damaged. Of two proxies one is never killed: each request that it gets is
/// answered with 200, whatever happens to the others. Afterwards both serve what the files say.
///
/// `-Dgatehouse.chaos=long` (the Maven profile `chaos`) runs more of it.
class ProcessChaosIT {
    private static final boolean LONG = "long".equals(System.getProperty("gatehouse.chaos"));
    private static final int STEPS = LONG ? 150 : 16;
    private static final int SEEDS = LONG ? 5 : 1;
    private static final int HOSTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path temporary;
    private final int port = Ports.free();
    private final int xdsPort = Ports.free();
    private final SortedMap<Integer, Integer> versions = new TreeMap<>();

    private Path objects() {
        return temporary.resolve("objects");
    }

    private Path lastGood() {
        return temporary.resolve("last-good");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    private static String host(int number) {
        return "h%d.test".formatted(number);
    }

    private String routes(int number, int version) {
        return Yaml.virtualService(
                "h" + number,
                host(number),
                "- route: [{destination: {host: shop}, headers: {response: {set: {x-version: \"%d\"}}}}]"
                        .formatted(version));
    }

    private void write(String name, String text) throws IOException {
        Path hidden = Files.writeString(objects().resolve("." + name), text);
        Files.move(hidden, objects().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void change(int number, int version) throws IOException {
        versions.put(number, version);
        write("h%d.yaml".formatted(number), routes(number, version));
    }

    private EnvoyProcess envoy(String address) {
        var bootstrap = TestProxy.bootstrap(xdsPort).toBuilder();
        bootstrap.getNodeBuilder().setId(bootstrap.getNode().getId().replace("127.0.0.1", address));
        return EnvoyProcess.start(TestProxy.binary(), bootstrap.build());
    }

    private GatewayClient client(String address) throws IOException {
        return GatewayClient.plain(port).at(InetAddress.getByName(address));
    }

    /// As a disk, a full one or somebody's script may.
    private void damage(Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(lastGood())) {
            files = all.filter(file -> !file.endsWith("lock")).sorted().toList();
        }
        if (files.isEmpty()) {
            return;
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Files.readAllBytes(file);
        if (random.nextBoolean() && content.length > 0) {
            content[random.nextInt(content.length)] ^= 1;
            Files.write(file, content);
        } else {
            Files.write(file, Arrays.copyOf(content, content.length / 2));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoIsNotKilledLosesNoRequest(long seed) throws IOException {
        Random random = new Random(seed);
        Files.createDirectory(objects());
        Path log = temporary.resolve("log");
        try (Backends shop = Backends.start("shop", 2)) {
            write("gateway.yaml", gateway());
            write("shop.yaml", shop.yaml());
            for (int i = 0; i < HOSTS; i++) {
                change(i, 0);
            }
            KilledControlPlane controlPlane =
                    new KilledControlPlane(xdsPort, objects(), lastGood(), log);
            try (EnvoyProcess spared = envoy("127.0.0.2").awaitReady(PATIENCE)) {
                EnvoyProcess killed = envoy("127.0.0.1").awaitReady(PATIENCE);
                try (Load load =
                        Load.start(
                                client("127.0.0.2"),
                                IntStream.range(0, HOSTS)
                                        .mapToObj(i -> GatewayRequest.get(host(i), "/"))
                                        .toList())) {
                    for (int step = 1; step <= STEPS; step++) {
                        String what = "change";
                        switch (random.nextInt(6)) {
                            case 0 -> {
                                what = "control plane killed";
                                controlPlane.kill();
                                change(random.nextInt(HOSTS), step);
                                controlPlane.start();
                            }
                            case 1 -> {
                                what = "control plane killed, what it keeps damaged";
                                controlPlane.kill();
                                damage(random);
                                controlPlane.start();
                            }
                            case 2 -> {
                                what = "proxy killed";
                                killed.close();
                                killed = envoy("127.0.0.1");
                            }
                            case 3 -> {
                                what = "an object that Envoy refuses";
                                write(
                                        "bad.yaml",
                                        RefusedRoute.yaml("bad", "bad.test", 200 + step % 50));
                            }
                            case 4 -> {
                                what = "everything as it was at first";
                                controlPlane.kill();
                                for (int i = 0; i < HOSTS; i++) {
                                    change(i, 0);
                                }
                                controlPlane.start();
                            }
                            default -> {
                                int number = random.nextInt(HOSTS);
                                change(number, step);
                                awaitVersion("127.0.0.2", number);
                            }
                        }
                        load.more(30);
                        assertThat(load.failures())
                                .as("seed %d, step %d: %s", seed, step, what)
                                .isEmpty();
                    }
                    Files.deleteIfExists(objects().resolve("bad.yaml"));
                    for (String address : KilledControlPlane.ADDRESSES) {
                        for (int i = 0; i < HOSTS; i++) {
                            awaitVersion(address, i);
                        }
                    }
                    assertThat(load.stop()).isEmpty();
                } finally {
                    killed.close();
                }
                assertThat(spared.isAlive()).isTrue();
            } finally {
                controlPlane.kill();
            }
        }
    }

    private void awaitVersion(String address, int number) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() ->
                        assertThat(client(address).get(host(number), "/").header("x-version"))
                                .isEqualTo(String.valueOf(versions.get(number))));
    }

    private String gateway() {
        return Yaml.GATEWAY
                + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: istio-ingressgateway, namespace: istio-system}
                spec:
                  selector: {istio: ingressgateway}
                  ports: [{name: http, port: 80, targetPort: %d}]
                """
                        .formatted(port);
    }
}
