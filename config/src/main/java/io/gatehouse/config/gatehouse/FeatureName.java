// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Named;

/// The features of an [HttpPolicy], called as the fields of its `spec`.
public enum FeatureName {
    @Named("ipAccess")
    IP_ACCESS("ipAccess"),
    @Named("maintenance")
    MAINTENANCE("maintenance"),
    @Named("errorPages")
    ERROR_PAGES("errorPages"),
    @Named("headerLimit")
    HEADER_LIMIT("headerLimit"),
    @Named("bodyLimit")
    BODY_LIMIT("bodyLimit"),
    @Named("csrf")
    CSRF("csrf"),
    @Named("compression")
    COMPRESSION("compression"),
    @Named("localRateLimit")
    LOCAL_RATE_LIMIT("localRateLimit"),
    @Named("basicAuth")
    BASIC_AUTH("basicAuth"),
    @Named("apiKeys")
    API_KEYS("apiKeys"),
    @Named("globalRateLimit")
    GLOBAL_RATE_LIMIT("globalRateLimit"),
    @Named("extProc")
    EXT_PROC("extProc"),
    @Named("oidc")
    OIDC("oidc");

    private final String field;

    FeatureName(String field) {
        this.field = field;
    }

    public String field() {
        return field;
    }
}
