// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.engine.RegistryLogin;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullSecretReaderTest {
    private static Optional<RegistryLogin> read(String key, String config) {
        return PullSecretReader.read(
                new Secret(
                        ObjectMeta.named("default", "pull", new TreeMap<>()),
                        "",
                        new TreeMap<>(Map.of(key, new SecretValue(Bytes.utf8(config)))),
                        Optional.empty()),
                "registry.test:5000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\":{\"registry.test:5000\":{\"username\":\"u\",\"password\":\"p:q\"}}}",
                "{\"auths\":{\"https://registry.test:5000/v1/\":{\"auth\":\"dTpwOnE=\"}}}",
                "{\"auths\":{\"other.test\":{\"auth\":\"eDp5\"},\"registry.test:5000/a\":{\"auth\":\"dTpwOnE=\"}}}"
            })
    void formsOfCredentials(String config) {
        assertThat(read(".dockerconfigjson", config)).contains(new RegistryLogin("u", "p:q"));
    }

    @Test
    void theOlderFormHasNoAuths() {
        assertThat(read(".dockercfg", "{\"registry.test:5000\":{\"auth\":\"dTpwOnE=\"}}"))
                .contains(new RegistryLogin("u", "p:q"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\":{\"registry.test\":{\"auth\":\"dTpwOnE=\"}}}",
                "{\"auths\":{\"registry.test:5000\":{\"auth\":\"%\"}}}",
                "{\"auths\":{\"registry.test:5000\":{\"auth\":\"dQ==\"}}}",
                "{\"auths\":{\"registry.test:5000\":null}}",
                "{\"auths\":[]}",
                "[]",
                "{"
            })
    void whatIsNoneForTheRegistry(String config) {
        assertThat(read(".dockerconfigjson", config)).isEmpty();
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(new RegistryLogin("u", "secret").toString()).doesNotContain("secret");
    }
}
