// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The routing model has names of its own, so that no translator must qualify one: neither those of
/// the configuration on its left nor those of the Envoy protos on its right.
class NamesAreUniqueTest {

    @Test
    void routingSharesNoNameWithConfiguration() {
        assertThat(own("io.gatehouse.config")).contains("Gateway");
        assertThat(own("io.gatehouse.routing"))
                .contains("RouteTable")
                .doesNotContainAnyElementsOf(own("io.gatehouse.config"));
    }

    @Test
    void routingSharesNoNameWithTheProtosThatWeUse() throws Exception {
        Set<String> packages =
                OwnClasses.ALL.stream()
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("io.envoyproxy.envoy."))
                        .collect(Collectors.toSet());
        SortedSet<String> protos = protos(packages);

        assertThat(protos).contains("Listener", "RouteAction", "Cluster");
        assertThat(own("io.gatehouse.routing")).doesNotContainAnyElementsOf(protos);
    }

    private static SortedSet<String> own(String inPackage) {
        return OwnClasses.ALL.stream()
                .filter(c -> c.getPackageName().startsWith(inPackage))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The top-level classes of those packages, by their simple names.
    private static SortedSet<String> protos(Set<String> packages)
            throws IOException, URISyntaxException {
        Path jar =
                Path.of(Listener.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> packages.contains(name.substring(0, name.lastIndexOf('.'))))
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
