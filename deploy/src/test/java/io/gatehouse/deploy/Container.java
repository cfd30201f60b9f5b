// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What an engine would do for an image, in the simplest way: its files as the root, read-only but
/// for `/tmp`, and its user. The network is this machine's.
record Container(Path root) {
    private static final String ENTER =
            """
            set -e
            root=$1
            shift
            mount --bind "$root" "$root"
            mount -t tmpfs tmpfs "$root/tmp"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount -o remount,bind,ro "$root"
            exec chroot --userspec=1337:1337 "$root" "$@"
            """;

    /// Without root tests are skipped and say so.
    static void assumePossible() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/unshare"))
                        && new Program("unshare", "--mount", "--pid", "--fork", "true")
                                        .run()
                                        .exitCode()
                                == 0,
                "The image is not started: that needs root, with the right to mount.");
    }

    /// Its processes end with it.
    Program command(String javaOptions, String... arguments) {
        List<String> environment =
                List.of(
                        "PATH=/usr/bin:/bin:/usr/sbin:/sbin",
                        "HOME=/tmp",
                        "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt",
                        "GATEHOUSE_JAVA_OPTIONS=" + javaOptions);
        return new Program("unshare", "--mount", "--pid", "--fork", "--kill-child", "env", "-i")
                .with(environment.toArray(String[]::new))
                .with("/bin/sh", "-c", ENTER, "enter", root.toString())
                .with(arguments);
    }
}
