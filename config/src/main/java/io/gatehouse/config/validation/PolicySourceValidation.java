// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.AuthorizationPolicy.Source;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Istio's rules for who asks.
final class PolicySourceValidation {
    private static final int MOST_ACCOUNTS = 16;

    private PolicySourceValidation() {}

    /// @param custom whether a service decides, before tokens are read
    static void validate(Scope scope, Source source, boolean custom) {
        if (lists(source).allMatch(List::isEmpty)) {
            scope.missing("a source must say something, such as principals or ipBlocks");
        }
        both(
                scope,
                "principals",
                source.principals(),
                "notPrincipals",
                source.notPrincipals(),
                PolicyValues::pattern);
        both(
                scope,
                "requestPrincipals",
                source.requestPrincipals(),
                "notRequestPrincipals",
                source.notRequestPrincipals(),
                PolicyValues::pattern);
        both(
                scope,
                "namespaces",
                source.namespaces(),
                "notNamespaces",
                source.notNamespaces(),
                (_, _) -> {});
        both(
                scope,
                "serviceAccounts",
                source.serviceAccounts(),
                "notServiceAccounts",
                source.notServiceAccounts(),
                PolicySourceValidation::serviceAccount);
        both(
                scope,
                "trustDomains",
                source.trustDomains(),
                "notTrustDomains",
                source.notTrustDomains(),
                PolicyValues::pattern);
        both(
                scope,
                "ipBlocks",
                source.ipBlocks(),
                "notIpBlocks",
                source.notIpBlocks(),
                PolicyValues::addresses);
        both(
                scope,
                "remoteIpBlocks",
                source.remoteIpBlocks(),
                "notRemoteIpBlocks",
                source.notRemoteIpBlocks(),
                PolicyValues::addresses);
        accountsAlone(scope, source);
        if (custom) {
            withCustom(scope, source);
        }
    }

    private static void both(
            Scope scope,
            String name,
            List<String> values,
            String notName,
            List<String> notValues,
            BiConsumer<Scope, String> judge) {
        PolicyValues.each(scope.field(name), values, judge);
        PolicyValues.each(scope.field(notName), notValues, judge);
    }

    private static void serviceAccount(Scope scope, String account) {
        String[] parts = account.split("/", -1);
        if (parts.length > 2 || Stream.of(parts).anyMatch(String::isEmpty)) {
            scope.invalid(
                    "found %s (expected: <namespace>/<service account>, or a service account)"
                            .formatted(Scope.quote(account)));
        } else if (account.indexOf('*') >= 0) {
            scope.invalid(
                    "found %s (expected: no *; use principals for patterns)"
                            .formatted(Scope.quote(account)));
        }
    }

    private static void accountsAlone(Scope scope, Source source) {
        count(scope.field("serviceAccounts"), source.serviceAccounts());
        count(scope.field("notServiceAccounts"), source.notServiceAccounts());
        boolean accounts =
                !source.serviceAccounts().isEmpty() || !source.notServiceAccounts().isEmpty();
        boolean others =
                Stream.of(
                                source.principals(),
                                source.notPrincipals(),
                                source.namespaces(),
                                source.notNamespaces())
                        .anyMatch(list -> !list.isEmpty());
        if (accounts && others) {
            scope.field("serviceAccounts")
                    .invalid(
                            "found service accounts beside principals or namespaces (expected: one or the other)");
        }
    }

    private static void count(Scope scope, List<String> accounts) {
        if (accounts.size() > MOST_ACCOUNTS) {
            scope.invalid(
                    "found %d service accounts (expected: at most %d)"
                            .formatted(accounts.size(), MOST_ACCOUNTS));
        }
    }

    private static void withCustom(Scope scope, Source source) {
        withCustom(scope, "principals", source.principals());
        withCustom(scope, "notPrincipals", source.notPrincipals());
        withCustom(scope, "requestPrincipals", source.requestPrincipals());
        withCustom(scope, "notRequestPrincipals", source.notRequestPrincipals());
        withCustom(scope, "namespaces", source.namespaces());
        withCustom(scope, "notNamespaces", source.notNamespaces());
        withCustom(scope, "serviceAccounts", source.serviceAccounts());
        withCustom(scope, "notServiceAccounts", source.notServiceAccounts());
        withCustom(scope, "trustDomains", source.trustDomains());
        withCustom(scope, "notTrustDomains", source.notTrustDomains());
    }

    private static void withCustom(Scope scope, String name, List<String> values) {
        if (!values.isEmpty()) {
            scope.field(name)
                    .invalid(
                            "found %s with action CUSTOM (expected: only ipBlocks and remoteIpBlocks, which Istio takes there)"
                                    .formatted(name));
        }
    }

    private static Stream<List<String>> lists(Source source) {
        return Stream.of(
                source.principals(),
                source.notPrincipals(),
                source.requestPrincipals(),
                source.notRequestPrincipals(),
                source.namespaces(),
                source.notNamespaces(),
                source.serviceAccounts(),
                source.notServiceAccounts(),
                source.trustDomains(),
                source.notTrustDomains(),
                source.ipBlocks(),
                source.notIpBlocks(),
                source.remoteIpBlocks(),
                source.notRemoteIpBlocks());
    }
}
