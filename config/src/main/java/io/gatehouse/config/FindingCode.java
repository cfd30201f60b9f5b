// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// What a [Finding] is about. Names, numbers and meaning never change once released;
/// `docs/findings.md` lists them all.
public enum FindingCode {
    // Reading: 100
    INVALID_YAML(
            101,
            Severity.ERROR,
            "A file is not well-formed YAML, or exceeds the bounds on size, depth or aliases."),
    UNKNOWN_FIELD(
            102,
            Severity.ERROR,
            "An object has a field that its API does not have; a warning of an object in a cluster, which is used without the field."),
    INVALID_VALUE(
            103,
            Severity.ERROR,
            "A field holds a value of the wrong type or outside what is allowed."),
    MISSING_FIELD(104, Severity.ERROR, "A field that must be set is missing."),
    UNKNOWN_KIND(105, Severity.INFO, "A document is of a kind that Gatehouse does not read."),
    DUPLICATE_OBJECT(
            106,
            Severity.ERROR,
            "Two documents define the same object; the first in order of file name holds."),
    NOT_SUPPORTED_YET(
            107,
            Severity.WARNING,
            "A field or kind is part of the API and has no effect here yet."),
    NO_EFFECT(
            108,
            Severity.INFO,
            "A field or kind is part of the API and has no effect at a gateway, in Istio neither."),
    SAID_ELSEWHERE(
            114,
            Severity.INFO,
            "A field or kind is part of an API and has no effect here; the finding says what has."),
    DEPRECATED(109, Severity.WARNING, "A field works and is deprecated; its replacement is named."),
    KIND_NOT_SERVED(
            110,
            Severity.WARNING,
            "The API server does not know a kind; its objects are read as soon as it is installed."),
    ACCESS_DENIED(
            111,
            Severity.ERROR,
            "The API server does not let Gatehouse read something; what was read before stays in use."),
    API_SERVER_UNAVAILABLE(
            112,
            Severity.WARNING,
            "The API server does not answer; what was read before stays in use until it does."),

    LAST_GOOD_UNAVAILABLE(
            113,
            Severity.WARNING,
            "What proxies have cannot be kept, or could not be read again, for the time after a restart."),

    // Gateways: 200
    GATEWAY_WITHOUT_WORKLOAD(
            201, Severity.WARNING, "A Gateway's selector matches no gateway workload."),
    PORT_NOT_ON_SERVICE(
            202, Severity.WARNING, "A Gateway's port is on no Service of the gateway workload."),
    SERVER_CONFLICT(203, Severity.ERROR, "A server loses to another one on the same port."),
    SECRET_MISSING(
            204, Severity.ERROR, "A Gateway names a Secret or ConfigMap that does not exist."),
    SECRET_INVALID(
            205,
            Severity.ERROR,
            "A Gateway names a Secret, ConfigMap or files without a usable certificate, key, CA or revocation list."),
    PORT_NOT_AVAILABLE(206, Severity.ERROR, "The proxy could not open a port."),
    CERTIFICATE_NOT_VALID(
            210,
            Severity.WARNING,
            "A certificate, CA or revocation list has expired or is not valid yet; it is used all the same."),
    SECRET_DOUBTFUL(
            211, Severity.WARNING, "Something in a Secret is not used, or will turn clients away."),
    SERVER_UNSERVABLE(
            212,
            Severity.ERROR,
            "A server has a protocol that no gateway knows, or lacks its tls."),
    SERVER_WITHOUT_ROUTE(
            213,
            Severity.WARNING,
            "A server forwards connections and no VirtualService says where to; it is not opened."),
    ADDRESS_PENDING(
            214,
            Severity.WARNING,
            "The gateway workload's Service of type LoadBalancer has no address yet."),

    // VirtualServices: 300
    GATEWAY_NOT_FOUND(
            301, Severity.WARNING, "A VirtualService names a Gateway that does not exist."),
    HOST_NOT_ON_GATEWAY(
            302, Severity.WARNING, "A VirtualService's host is served by none of its Gateways."),
    DESTINATION_NOT_FOUND(
            303, Severity.WARNING, "A destination names no known Service; requests get 503."),
    DESTINATION_PORT(
            304,
            Severity.WARNING,
            "A destination's port is not a port of its Service, or must be named."),
    RULE_UNREACHABLE(
            305,
            Severity.WARNING,
            "A rule can never match because an earlier one takes every request."),
    NOT_EXPORTED(
            306,
            Severity.WARNING,
            "A VirtualService is not exported to the namespace that would use it."),
    DELEGATE_NOT_FOUND(
            307,
            Severity.WARNING,
            "A rule delegates to a VirtualService that is not there or is no delegate."),
    DELEGATE_CONFLICT(
            308,
            Severity.WARNING,
            "Conditions of a delegate and of the rule that delegates to it exclude each other."),
    DELEGATE_UNUSED(309, Severity.INFO, "No VirtualService delegates to one without hosts."),
    RULE_HIDDEN(
            310,
            Severity.WARNING,
            "A rule is never reached because another VirtualService for the host comes first."),
    WIDER_HOST_NOT_TRIED(
            311,
            Severity.INFO,
            "A host's rules leave requests over, and the rules of a wildcard are not tried for them."),
    CLAIMS_UNKNOWN(
            312,
            Severity.WARNING,
            "A match or rule asks for a claim of a token, and nothing reads tokens at the gateway."),
    CONNECTIONS_TAKEN(
            313,
            Severity.WARNING,
            "A tcp or tls rule asks for connections that another rule or server has."),
    RULES_WITHOUT_SERVER(
            314,
            Severity.WARNING,
            "No server of a VirtualService's Gateways is of the kind that its rules are for."),
    SUBSET_NOT_FOUND(
            315,
            Severity.WARNING,
            "A destination names a subset that no DestinationRule of its host has; requests get 503."),
    DESTINATION_WITHOUT_NAME(
            316,
            Severity.WARNING,
            "A destination is the host that a client asks for, and where it stands no client says one that may be used."),

    // Workloads: 400
    NOTHING_RUNS(401, Severity.WARNING, "A Deployment's pods run nowhere that Gatehouse knows of."),
    STAND_IN(402, Severity.INFO, "Something that is missing was stood in for (--dev)."),

    // Services and ServiceEntries: 700
    HOST_CONFLICT(
            701,
            Severity.WARNING,
            "A ServiceEntry describes a host that another object describes already, which holds."),
    ENDPOINTS_ADDED(
            702,
            Severity.INFO,
            "A ServiceEntry adds its endpoints to those of a Service that has its host."),
    NO_ENDPOINTS(703, Severity.WARNING, "Nothing answers for a ServiceEntry; requests get 503."),
    ENDPOINT_NOT_USABLE(
            704, Severity.WARNING, "An endpoint cannot be used by the service that it is for."),
    NOT_SELECTED(705, Severity.WARNING, "No service selects a WorkloadEntry."),
    EXTERNAL_NAME(706, Severity.WARNING, "A Service of type ExternalName leads nowhere."),

    // Proxies: 500
    REFUSED_BY_PROXY(501, Severity.ERROR, "Envoy refused a resource."),

    // DestinationRules: 600
    RULE_HOST_UNKNOWN(
            601, Severity.WARNING, "A DestinationRule is for a host that no gateway knows."),
    RULE_NOT_USED(
            602,
            Severity.INFO,
            "A gateway does not use a DestinationRule: its namespace, its exportTo or another rule is why."),
    RULE_MERGED(
            603,
            Severity.WARNING,
            "Part of a DestinationRule has no effect beside an older one of the same host."),
    SUBSET_EMPTY(604, Severity.WARNING, "A subset's labels match no endpoint."),
    UPSTREAM_CERTIFICATE(
            605,
            Severity.ERROR,
            "A certificate for TLS to a service is missing or unusable; requests get 503."),
    SERVER_NOT_VERIFIED(606, Severity.WARNING, "A service's certificate is not judged."),
    SERVER_NAME_OPEN(
            607,
            Severity.WARNING,
            "A service's certificate may be for any name that the CA signed."),
    NEVER_EJECTED(608, Severity.WARNING, "There are too few endpoints for one to be ejected."),

    // Policies: 800
    POLICY_WITHOUT_GATEWAY(
            801,
            Severity.WARNING,
            "A policy is for no gateway; for information where it may be for other workloads."),
    NO_KEYS(
            802,
            Severity.ERROR,
            "A RequestAuthentication has no usable key for an issuer, whose tokens are all refused."),
    KEY_LEFT_OUT(803, Severity.WARNING, "A key for tokens cannot be used and is left out."),
    KEYS_NOT_FETCHED(
            804,
            Severity.ERROR,
            "Keys for tokens could not be fetched; a warning while those fetched before are in use."),
    ACCESS_PROVIDER(
            811,
            Severity.ERROR,
            "The provider of a CUSTOM AuthorizationPolicy cannot be asked; what its rules match is refused."),
    ACCESS_VALUE_UNMATCHED(
            812,
            Severity.WARNING,
            "A value in an AuthorizationPolicy matches nothing at the gateways that it is for."),
    ACCESS_ON_CONNECTIONS(
            813,
            Severity.WARNING,
            "A rule of an AuthorizationPolicy asks for something that connections without HTTP do not have."),
    ACCESS_EVADED(
            814,
            Severity.INFO,
            "Clients can put what an AuthorizationPolicy refuses in a way that it does not refuse."),
    ACCESS_CLOSED(
            815,
            Severity.ERROR,
            "The rules of an AuthorizationPolicy that lets somebody in cannot be read, and no earlier version is known; it lets nobody in."),

    // EnvoyFilters: 900
    FILTER_NOT_SELECTED(
            901, Severity.WARNING, "An EnvoyFilter is for no gateway proxy that there is."),
    PATCH_WITHOUT_MATCH(
            902,
            Severity.WARNING,
            "A patch of an EnvoyFilter finds nothing that it is for, and does nothing."),
    PATCH_LEFT_OUT(
            903,
            Severity.ERROR,
            "A patch of an EnvoyFilter cannot be applied, or Envoy would refuse the outcome; it is left out."),
    PATCH_FIELD_UNKNOWN(
            904,
            Severity.WARNING,
            "A patch of an EnvoyFilter has a field that Envoy does not have; it is applied without."),
    PATCH_REFUSED(
            905,
            Severity.ERROR,
            "A proxy refused a resource that a patch of an EnvoyFilter is part of."),

    // Telemetry: 1000
    TELEMETRY_PROVIDER(
            1001,
            Severity.ERROR,
            "A provider of access logs, traces or metrics cannot be used; nothing is sent to it, and requests are served."),
    TELEMETRY_HIDDEN(
            1002,
            Severity.WARNING,
            "A Telemetry, or a part of it, has no effect: an older one holds, or it is for workloads that are no gateways."),
    METRIC_NOT_KEPT(
            1003, Severity.WARNING, "A Telemetry asks for a metric that no proxy here keeps."),
    TELEMETRY_WITHOUT_PROVIDER(
            1004,
            Severity.WARNING,
            "A Telemetry asks for access logs or traces, and no provider is named that would take them."),
    // Extensions: 1100
    MATCH_WITHOUT_PORT(
            1101,
            Severity.WARNING,
            "An extension is for ports that no gateway has that it is for, and does nothing there."),
    MATCH_WITHOUT_TRAFFIC(
            1104,
            Severity.WARNING,
            "An extension is for ports that carry nothing that it could be run for, and does nothing."),
    MODULE_NOT_FETCHED(
            1102,
            Severity.ERROR,
            "A Wasm module could not be fetched; a warning while the one fetched before is in use."),
    PULL_SECRET(
            1103,
            Severity.ERROR,
            "The Secret with a registry's credentials is missing, or has none for it."),
    // HttpPolicies: 1200
    TARGET_NOT_FOUND(
            1201, Severity.WARNING, "An HttpPolicy targets something that does not exist."),
    FEATURE_TAKEN(
            1202,
            Severity.WARNING,
            "Two HttpPolicies for the same set the same feature; the older one holds."),
    TEXT_NOT_FOUND(
            1203,
            Severity.WARNING,
            "An HttpPolicy takes a text from a ConfigMap that does not have it."),
    HEADERS_OF_CONNECTIONS(
            1204,
            Severity.WARNING,
            "An HttpPolicy for a target allows larger headers than the gateway's connections take."),

    // What HttpPolicies need: 1250
    POLICY_SECRET_MISSING(
            1250,
            Severity.ERROR,
            "An HttpPolicy names a Secret that does not exist; nobody is let in by it."),
    POLICY_SECRET_UNUSABLE(
            1251,
            Severity.ERROR,
            "A Secret that an HttpPolicy names has something that cannot be used; it lets nobody in."),
    POLICY_CLIENT_UNKNOWN(
            1252,
            Severity.WARNING,
            "An HttpPolicy allows a client that its Secret has no key for."),
    POLICY_SERVICE_UNKNOWN(
            1253, Severity.ERROR, "An HttpPolicy names a service that the gateway cannot reach."),
    PROVIDER_NOT_READ(
            1254,
            Severity.ERROR,
            "The configuration of an OpenID provider that an HttpPolicy names cannot be had; nobody is let in by it."),

    INTERNAL(
            999,
            Severity.ERROR,
            "A defect in Gatehouse; what was served before goes on being served.");

    private final int number;
    private final Severity severity;
    private final String meaning;

    FindingCode(int number, Severity severity, String meaning) {
        this.number = number;
        this.severity = severity;
        this.meaning = meaning;
    }

    /// Such as `GH0104`.
    public String id() {
        return "GH%04d".formatted(number);
    }

    public Severity severity() {
        return severity;
    }

    public String meaning() {
        return meaning;
    }
}
