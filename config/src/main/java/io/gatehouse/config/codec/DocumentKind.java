// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// What `apiVersion` and `kind` say.
sealed interface DocumentKind {
    /// A kind that is read.
    record Known(Kind kind) implements DocumentKind {}

    /// A kind that is not read.
    record Other(FindingCode code, String message) implements DocumentKind {}

    /// Nothing that could be a kind.
    record Wrong(FindingCode code, FieldPath field, String message) implements DocumentKind {}

    FieldPath API_VERSION = FieldPath.of("apiVersion");
    FieldPath KIND = FieldPath.of("kind");
    String GATEWAY_API = "gateway.networking.k8s.io";

    static DocumentKind of(MappingNode document) {
        Optional<String> apiVersion = Fields.text(document, "apiVersion");
        Optional<String> kind = Fields.text(document, "kind");
        if (apiVersion.isEmpty()) {
            return new Wrong(
                    FindingCode.MISSING_FIELD,
                    API_VERSION,
                    "an object must say its apiVersion"
                            + kind.map(k -> DocumentKind.expectedOf(k)).orElse(""));
        }
        if (kind.isEmpty()) {
            return new Wrong(FindingCode.MISSING_FIELD, KIND, "an object must say its kind");
        }
        return of(apiVersion.get(), kind.get());
    }

    private static DocumentKind of(String apiVersion, String kindName) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        Optional<Kind> kind = named(kindName).filter(k -> k.group().equals(group)).findFirst();
        if (kind.isPresent()) {
            return kind.get().versions().contains(version)
                    ? new Known(kind.get())
                    : wrongVersion(apiVersion, kindName);
        }
        Optional<ForeignKinds.Reason> foreign = ForeignKinds.find(group, kindName);
        if (foreign.isPresent()) {
            return new Other(
                    foreign.get().code(),
                    "%s of %s %s".formatted(kindName, apiVersion, foreign.get().why()));
        }
        if (isOurs(group) && named(kindName).findAny().isPresent()) {
            return wrongVersion(apiVersion, kindName);
        }
        List<String> kindsOfGroup = kindsOf(group);
        Optional<String> meant = NearestName.of(kindName, kindsOfGroup);
        if (group.endsWith("istio.io") || group.equals(GATEWAY_API) || isOwn(group)) {
            return new Wrong(
                    FindingCode.INVALID_VALUE,
                    KIND,
                    "%s has no kind %s (%s)"
                            .formatted(
                                    apiVersion,
                                    Problems.quote(kindName),
                                    NearestName.hint(kindName, kindsOfGroup)));
        }
        return new Other(
                FindingCode.UNKNOWN_KIND,
                "%s of %s is not a kind that concerns a gateway; it is passed over%s"
                        .formatted(
                                Problems.quote(kindName),
                                Problems.quote(apiVersion),
                                meant.map(m -> " (did you mean " + m + "?)").orElse("")));
    }

    private static boolean isOwn(String group) {
        return group.equals(Kind.HTTP_POLICY.group());
    }

    private static DocumentKind wrongVersion(String apiVersion, String kindName) {
        return new Wrong(
                FindingCode.INVALID_VALUE,
                API_VERSION,
                "found " + Problems.quote(apiVersion) + expectedOf(kindName));
    }

    /// Such as ` (expected for a Service: v1)`, if there is such a kind.
    private static String expectedOf(String kindName) {
        List<String> apiVersions =
                named(kindName)
                        .flatMap(kind -> kind.versions().stream().map(v -> apiVersion(kind, v)))
                        .toList();
        return apiVersions.isEmpty()
                ? ""
                : " (expected for a %s: %s)".formatted(kindName, String.join(", ", apiVersions));
    }

    static String apiVersion(Kind kind, String version) {
        return kind.group().isEmpty() ? version : kind.group() + "/" + version;
    }

    private static Stream<Kind> named(String kindName) {
        return Arrays.stream(Kind.values()).filter(k -> k.kindName().equals(kindName));
    }

    private static boolean isOurs(String group) {
        return Arrays.stream(Kind.values()).anyMatch(k -> k.group().equals(group))
                || !ForeignKinds.of(group).isEmpty();
    }

    private static List<String> kindsOf(String group) {
        List<String> kinds = new ArrayList<>(ForeignKinds.of(group));
        Arrays.stream(Kind.values())
                .filter(k -> k.group().equals(group))
                .map(Kind::kindName)
                .forEach(kinds::add);
        return kinds.stream().sorted().toList();
    }
}
