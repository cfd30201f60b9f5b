// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.server.fetch.FetchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// A layer of an image: a tar archive (POSIX ustar), compressed by gzip or not.
final class LayerArchive {
    private static final String MODULE = "plugin.wasm";
    private static final long LARGEST_ARCHIVE = 8L * ModuleFollowers.LARGEST;
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;
    private static final int GZIP_MAGIC = 0x1f;

    private LayerArchive() {}

    /// The file `plugin.wasm` at its top, if there is one.
    static Optional<byte[]> module(byte[] layer) throws FetchException {
        long left = LARGEST_ARCHIVE;
        try (InputStream archive = open(layer)) {
            while (left > 0) {
                byte[] header = archive.readNBytes(BLOCK);
                if (header.length < BLOCK || header[0] == 0) {
                    return Optional.empty();
                }
                long size = size(header);
                if (isFile(header) && name(header).equals(MODULE)) {
                    if (size > ModuleFollowers.LARGEST) {
                        throw new FetchException(
                                "%s has %d bytes (expected: at most %d)"
                                        .formatted(MODULE, size, ModuleFollowers.LARGEST));
                    }
                    return Optional.of(archive.readNBytes((int) size));
                }
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                left -= BLOCK + padded;
                if (padded < 0 || left < 0) {
                    break;
                }
                archive.skipNBytes(padded);
            }
            throw new FetchException(
                    "a layer has more than %d bytes before its %s"
                            .formatted(LARGEST_ARCHIVE, MODULE));
        } catch (IOException | NumberFormatException e) {
            throw new FetchException("a layer is no tar archive: " + e.getMessage());
        }
    }

    private static InputStream open(byte[] layer) throws IOException {
        InputStream bytes = new ByteArrayInputStream(layer);
        return layer.length > 0 && layer[0] == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
    }

    private static boolean isFile(byte[] header) {
        return header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, NAME_LENGTH);
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /// Octal digits.
    private static long size(byte[] header) {
        String digits = text(header, SIZE_AT, SIZE_LENGTH).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.US_ASCII);
    }
}
