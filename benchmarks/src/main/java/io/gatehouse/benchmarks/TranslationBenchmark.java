// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.LiveTranslation;
import io.gatehouse.server.ResourceChanges;
import io.gatehouse.server.Translation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From decoded objects to versioned Envoy resources: all at once, and after one VirtualService has
/// changed. Run by `./mvnw -q -Pbenchmarks -pl benchmarks -am -DskipTests verify`.
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TranslationBenchmark {
    private static final YamlReader READER = new YamlReader(ReadLimits.DEFAULT);
    private static final ProxyGroup GROUP =
            new ProxyGroup(
                    "ingress",
                    "default",
                    new TreeMap<>(Map.of("istio", "ingressgateway")),
                    "0.0.0.0");

    @Param public Size size = Size.GATEWAYS;

    private List<ConfigObject> objects = List.of();
    private List<ConfigObject> versions = List.of();
    private LiveTranslation live = new LiveTranslation(GROUP);
    private int turn;

    @Setup
    public void read() {
        objects =
                size.objects(BenchmarkCertificate.secretData()).stream()
                        .flatMap(yaml -> read(yaml).stream())
                        .toList();
        int middle = size.count / 2;
        versions =
                List.of(
                        read(size.virtualService(middle, "/a")).getFirst(),
                        read(size.virtualService(middle, "/b")).getFirst());
        live = new LiveTranslation(GROUP);
        objects.forEach(live::upsert);
        live.changes();
    }

    @Benchmark
    public Translation fromScratch() {
        return Translation.of(objects, GROUP);
    }

    @Benchmark
    public ResourceChanges afterOneChange() {
        live.upsert(versions.get(turn++ % 2));
        ResourceChanges changes = live.changes();
        if (changes.upserts().isEmpty()) {
            throw new IllegalStateException("the change changed nothing");
        }
        return changes;
    }

    private static List<ConfigObject> read(String yaml) {
        return READER.read("benchmark.yaml", yaml).stream()
                .map(result ->
                        switch (result) {
                            case ReadResult.Read read -> read.object();
                            case ReadResult.Refused refused ->
                                    throw new IllegalStateException(refused.findings().toString());
                            case ReadResult.Skipped skipped ->
                                    throw new IllegalStateException(skipped.findings().toString());
                        })
                .toList();
    }
}
