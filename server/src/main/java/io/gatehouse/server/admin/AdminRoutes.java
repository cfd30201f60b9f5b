// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.server.log.FindingText;
import java.util.Collection;
import java.util.List;

/// What there is to ask for, and the answers.
final class AdminRoutes {
    private static final List<String> PATHS =
            List.of(
                    "/healthz",
                    "/readyz",
                    "/metrics",
                    "/api/v1/objects/{plural}",
                    "/api/v1/objects/{plural}/{name}",
                    "/api/v1/findings",
                    "/api/v1/proxies",
                    "/api/v1/rollout/{plural}",
                    "/api/v1/rollout/{plural}/{name}");
    private static final List<String> OF_OBJECTS = List.of("namespace");
    private static final List<String> OF_ROLLOUTS = List.of("namespace", "after");
    private static final List<String> OF_ROLLOUT = List.of("namespace", "version", "after");

    private final AdminView view;
    private final ControlPlaneMetrics metrics;
    private final ObjectAnswers objects;
    private final RolloutAnswers rollouts;

    AdminRoutes(AdminView view, ControlPlaneMetrics metrics) {
        this.view = view;
        this.metrics = metrics;
        this.objects = new ObjectAnswers(view);
        this.rollouts = new RolloutAnswers(view);
    }

    AdminResponse answer(AdminRequest request) {
        List<String> path = request.path();
        boolean api = path.size() > 2 && path.subList(0, 2).equals(List.of("api", "v1"));
        List<String> rest = api ? path.subList(2, path.size()) : List.of();
        boolean isObjects =
                (rest.size() == 2 || rest.size() == 3) && rest.getFirst().equals("objects");
        boolean isRollout = rest.size() == 3 && rest.getFirst().equals("rollout");
        boolean isRollouts = rest.size() == 2 && rest.getFirst().equals("rollout");
        Collection<String> allowed =
                isObjects
                        ? OF_OBJECTS
                        : isRollout ? OF_ROLLOUT : isRollouts ? OF_ROLLOUTS : List.of();
        for (String parameter : request.parameters().keySet()) {
            if (!allowed.contains(parameter)) {
                String message = "found the parameter \"" + parameter + "\"";
                return AdminResponse.error(400, message, allowed);
            }
        }
        if (isObjects || isRollout) {
            String namespace = parameter(request, "namespace");
            return rest.size() == 2
                    ? objects.list(rest.get(1), namespace)
                    : AdminKinds.object(
                            rest.get(1),
                            namespace,
                            rest.get(2),
                            isObjects ? objects::one : key -> rollout(key, request));
        }
        if (isRollouts) {
            return rollouts.list(
                    rest.get(1), parameter(request, "namespace"), parameter(request, "after"));
        }
        return switch (String.join("/", path)) {
            case "healthz" -> AdminResponse.line(200, "ok");
            case "readyz" -> ready();
            case "metrics" -> metrics();
            case "api/v1/findings" -> findings();
            case "api/v1/proxies" ->
                    AdminResponse.json(JsonText.pretty(ProxyText.trees(view.proxies())));
            default -> AdminResponse.error(404, "no path /" + String.join("/", path), PATHS);
        };
    }

    private AdminResponse rollout(ObjectKey key, AdminRequest request) {
        return rollouts.one(key, parameter(request, "version"), parameter(request, "after"));
    }

    private static String parameter(AdminRequest request, String name) {
        return request.parameters().getOrDefault(name, "");
    }

    private AdminResponse ready() {
        return view.unready()
                .map(why -> AdminResponse.line(503, "not ready: " + why))
                .orElseGet(() -> AdminResponse.line(200, "ok"));
    }

    private AdminResponse metrics() {
        return new AdminResponse(200, ControlPlaneMetrics.CONTENT_TYPE, metrics.exposition(view));
    }

    private AdminResponse findings() {
        return AdminResponse.json(
                JsonText.pretty(
                        view.state().findings().stream()
                                .map(view::located)
                                .map(FindingText::tree)
                                .toList()));
    }
}
