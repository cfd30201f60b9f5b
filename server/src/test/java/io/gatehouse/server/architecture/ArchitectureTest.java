// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.engine.RoutingGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The line of the design: a module knows its own types and those on its left.
class ArchitectureTest {
    private static final String ROOT = "io.gatehouse";
    private static final JavaClasses CLASSES = OwnClasses.ALL;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    config,     ''
                    routing,    ''
                    engine,     config routing
                    envoy,      routing
                    xds,        ''
                    kubernetes, config engine
                    server,     config routing engine envoy xds kubernetes
                    """)
    void modulesUseOnlyWhatIsOnTheirLeft(String module, String allowed) {
        DescribedPredicate<JavaClass> others =
                resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(packages(module, allowed))));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + module + "..")
                .should()
                .dependOnClassesThat(others)
                .check(CLASSES);
    }

    /// The routing model is for any proxy and any API: it uses nothing but the JDK.
    @Test
    void routingUsesNothing() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".routing..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".routing..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"config", "engine", "kubernetes"})
    void whatReadsConfigurationKnowsNeitherProxiesNorProtocols(String module) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.envoyproxy..", "com.google.protobuf..", "io.grpc..")
                .check(CLASSES);
    }

    @Test
    void onlyXdsAndTheServerKnowGrpc() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".envoy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.grpc..")
                .check(CLASSES);
    }

    /// [RoutingGraph] puts the packages of its module together, which therefore know it not.
    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Packages())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(type(RoutingGraph.class), alwaysTrue())
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".engine..")
                .and()
                .doNotBelongToAnyOf(RoutingGraph.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(RoutingGraph.class)
                .check(CLASSES);
    }

    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass c) {
            return SliceIdentifier.of(c.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    @Test
    void onlyTheCommandLineWritesToStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".testing..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void stateIsNotStatic() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + "..")
                .and()
                .areStatic()
                .should()
                .notBeFinal()
                .check(CLASSES);
    }

    /// What is derived on several threads must not wait for others itself, which would have it hold
    /// up what they wait for: the graph shares its work out, and who reads files.
    @Test
    void workIsSharedOutInFewPlaces() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Watch|FileSource|KnownDocuments)")
                .should()
                .callMethodWhere(target(nameMatching("parallel|parallelStream")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".engine..", ROOT + ".envoy..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(YamlReader.class)
                .check(CLASSES);
    }

    /// What an object needs it is given by its constructor.
    @Test
    void nothingIsInjected() {
        List<String> annotations = List.of("Inject", "Autowired", "Resource");
        ArchRule rule =
                fields().should().notBeAnnotatedWith(named(annotations)).allowEmptyShould(true);
        rule.check(CLASSES);
        methods().should().notBeAnnotatedWith(named(annotations)).check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)").check(CLASSES);
    }

    /// The rules above see the classes of all modules, and notice what they forbid.
    @Test
    void rulesSeeTheClasses() {
        for (String module :
                List.of("config", "routing", "engine", "envoy", "xds", "kubernetes", "server")) {
            assertThat(CLASSES.that(resideInAPackage(ROOT + "." + module + ".."))).isNotEmpty();
        }
        assertThatThrownBy(() -> modulesUseOnlyWhatIsOnTheirLeft("engine", "config"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.gatehouse.routing");
    }

    private static DescribedPredicate<JavaAnnotation<?>> named(List<String> simpleNames) {
        return DescribedPredicate.describe(
                "named " + simpleNames,
                annotation -> simpleNames.contains(annotation.getRawType().getSimpleName()));
    }

    private static String[] packages(String module, String allowed) {
        return (module + " " + allowed)
                .strip()
                .lines()
                .flatMap(line -> List.of(line.split(" +")).stream())
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
    }
}
