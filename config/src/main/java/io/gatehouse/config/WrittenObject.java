// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// An object as its author wrote it.
///
/// @param origin the absolute path of the file that defines it; empty for what is in no file
public record WrittenObject(ConfigObject object, String origin) {}
