// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record that lacks some of its API's fields: the codec knows their names and tells, for
/// information, that they change nothing. What they hold is not looked at.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PassedOver {
    /// Those that mean nothing at a gateway, or nothing any more.
    String[] noEffect() default {};

    /// Those that would mean something.
    String[] notSupportedYet() default {};

    /// Those in whose place something else is to be used.
    Elsewhere[] elsewhere() default {};

    @interface Elsewhere {
        String field();

        /// What to do: the end of a sentence.
        String advice();
    }
}
