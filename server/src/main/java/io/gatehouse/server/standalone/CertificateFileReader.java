// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.core.CaSecret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.MaterialOrigin.AuthorityFiles;
import io.gatehouse.engine.MaterialOrigin.KeyPairFiles;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads certificate files of this machine. Relative paths are of the directory in which Gatehouse
/// runs.
final class CertificateFileReader {
    private static final int LARGEST = 1 << 20;

    private CertificateFileReader() {}

    static FileMaterial read(OnProxy files) {
        SortedMap<String, SecretValue> data = new TreeMap<>();
        for (Map.Entry<String, String> entry : paths(files).entrySet()) {
            String path = entry.getValue();
            try (InputStream stream = Files.newInputStream(Path.of(path))) {
                byte[] content = stream.readNBytes(LARGEST + 1);
                if (content.length > LARGEST) {
                    return unreadable(path, "is larger than 1 MB");
                }
                data.put(entry.getKey(), new SecretValue(Bytes.of(content)));
            } catch (NoSuchFileException _) {
                return unreadable(path, "does not exist");
            } catch (AccessDeniedException _) {
                return unreadable(path, "cannot be read: permission denied");
            } catch (IOException | InvalidPathException e) {
                return unreadable(path, "cannot be read: " + e.getMessage());
            }
        }
        return new FileMaterial.Content(data);
    }

    private static FileMaterial unreadable(String path, String what) {
        return new FileMaterial.Unreadable("file %s %s".formatted(path, what));
    }

    /// By the key that a Secret would have.
    private static Map<String, String> paths(OnProxy files) {
        Map<String, String> paths = new LinkedHashMap<>();
        switch (files) {
            case KeyPairFiles(String certificate, String key) -> {
                paths.put("tls.crt", certificate);
                paths.put("tls.key", key);
            }
            case AuthorityFiles(String certificates, Optional<String> revoked) -> {
                paths.put("ca.crt", certificates);
                revoked.ifPresent(path -> paths.put("ca.crl", path));
            }
        }
        return paths;
    }

    /// Why it cannot be used.
    static Optional<String> problem(OnProxy files, FileMaterial material) {
        return switch (material) {
            case FileMaterial.Unreadable(String why) -> Optional.of(why);
            case FileMaterial.Content(SortedMap<String, SecretValue> data) ->
                    switch (files) {
                        case KeyPairFiles _ ->
                                TlsSecret.of(data) instanceof TlsSecret.Unusable(String why)
                                        ? Optional.of(files + ": " + why)
                                        : Optional.empty();
                        case AuthorityFiles _ ->
                                switch (CaSecret.of(data)) {
                                    case CaSecret.Usable _ -> Optional.empty();
                                    case CaSecret.Unusable(String why) ->
                                            Optional.of(files + ": " + why);
                                    case CaSecret.None _ -> Optional.of(files + " is empty");
                                };
                    };
        };
    }
}
