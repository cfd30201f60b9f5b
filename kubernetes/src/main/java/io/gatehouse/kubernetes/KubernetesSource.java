package io.gatehouse.kubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.*;
import java.util.Set;
import java.util.function.Consumer;
public final class KubernetesSource implements ConfigSource {
    public KubernetesSource(KubernetesClient client, Object settings) {}
    public void gatewayNamespaces(Set<String> n) {}
    @Override public void start(Consumer<ConfigBatch> sink) {}
    @Override public void close() {}
}
