// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record that mirrors only those of its API's fields that concern a gateway: the codec passes
/// over fields that the record does not have, instead of refusing them.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OtherFieldsAllowed {}
