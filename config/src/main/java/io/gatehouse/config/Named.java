// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How the API writes an enum constant whose Java name differs, such as `LoadBalancer`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Named {
    String value();
}
