// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse get`: what a running control plane has read, as kubectl shows it.
@Command(
        name = "get",
        description = {
            "Show objects of a running gatehouse as kubectl does.",
            "Also: findings (what is wrong), proxies (the Envoys that are connected)."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gatehouse get svc istio-ingressgateway -n istio-system",
            "  gatehouse get gateways,virtualservices -A",
            "  gatehouse get vs/shop -o yaml",
            "  gatehouse get findings"
        })
final class GetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RESOURCE",
            arity = "1..*",
            completionCandidates = Resource.Candidates.class,
            description = "TYPE, TYPE NAME..., TYPE,TYPE or TYPE/NAME...: ${COMPLETION-CANDIDATES}")
    private List<String> arguments = List.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Of the objects (default: default).")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Of all namespaces.")
    private boolean allNamespaces;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}")
    private GetOutput output = GetOutput.TABLE;

    @Option(
            names = "--admin",
            paramLabel = "ADDRESS:PORT",
            description = "Of the running gatehouse (default: " + AdminAddress.DEFAULT + ").")
    private String admin = AdminAddress.DEFAULT;

    GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AdminClient client = new AdminClient(AdminAddress.parse(admin));
        List<Selection> selections = Selection.parse(arguments);
        Optional<Selection> statement =
                selections.stream()
                        .filter(s -> !(s.resource() instanceof Resource.Objects))
                        .findFirst();
        if (statement.isPresent()) {
            checkAlone(selections, statement.get());
            return switch (statement.get().resource()) {
                case Resource.Findings _ ->
                        new FindingListing(console, namespace, output).print(client.findings());
                case Resource.Proxies _ ->
                        new ProxyListing(console, output).print(client.proxies());
                case Resource.Objects _ -> throw new IllegalStateException();
            };
        }
        String scope = allNamespaces ? "" : namespace.orElse("default");
        return new ObjectListing(console, client, scope, output).print(selections);
    }

    private void checkAlone(List<Selection> selections, Selection statement) {
        if (selections.size() > 1 || !statement.names().isEmpty()) {
            throw CommandFailure.wrongUse(
                    "findings and proxies are shown all together and by themselves (expected: get findings, or get proxies)");
        }
        if (output == GetOutput.NAME) {
            throw CommandFailure.wrongUse("findings and proxies have no -o name");
        }
    }
}
