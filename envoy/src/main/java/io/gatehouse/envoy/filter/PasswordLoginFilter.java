// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.basic_auth.v3.BasicAuth;
import io.gatehouse.routing.PasswordLogin;
import java.util.stream.Collectors;

final class PasswordLoginFilter implements RouteOnlyFilter<PasswordLogin> {
    /// Envoy takes no empty text.
    private static final String NOBODY = "#\n";

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.PASSWORD_LOGIN;
    }

    @Override
    public Class<PasswordLogin> feature() {
        return PasswordLogin.class;
    }

    @Override
    public BasicAuth whole(PasswordLogin login) {
        String users =
                login.users().entrySet().stream()
                        .map(user -> user.getKey() + ":{SHA}" + user.getValue() + "\n")
                        .collect(Collectors.joining("", NOBODY, ""));
        return BasicAuth.newBuilder()
                .setUsers(DataSource.newBuilder().setInlineString(users))
                .setForwardUsernameHeader(login.userHeader())
                .build();
    }
}
