/// Configuration from directories of YAML and JSON, followed as they change. Start reading at
/// [FileSource].
@NullMarked
package io.gatehouse.config.file;

import org.jspecify.annotations.NullMarked;
