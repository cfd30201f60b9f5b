// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A file that may hold objects. Sorted by root, then by path: of two that define the same object,
/// the first one holds.
///
/// @param root counts the roots as they were given
/// @param path absolute
/// @param origin the path as the user would write it
/// @param shortName relative to the root
public record ObjectFile(int root, Path path, String origin, String shortName)
        implements Comparable<ObjectFile> {
    private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

    /// Vim's probe for whether it may write into a directory.
    private static final Pattern PROBE = Pattern.compile("4913|5036");

    /// Whether a name is one of a file to read: hidden files and those that editors keep beside the
    /// one that they edit are not.
    public static boolean isName(String name) {
        boolean temporary =
                name.startsWith(".")
                        || name.startsWith("#")
                        || name.endsWith("~")
                        || PROBE.matcher(name).matches();
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return !temporary && dot > 0 && ENDINGS.contains(ending);
    }

    @Override
    public int compareTo(ObjectFile other) {
        int order = Integer.compare(root, other.root);
        return order == 0 ? path.compareTo(other.path) : order;
    }
}
