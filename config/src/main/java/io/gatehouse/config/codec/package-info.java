/// YAML and JSON to records and back, strictly and with positions. Start reading at [YamlReader]
/// and [ObjectWriter]; what a type looks like in YAML is said by one [ValueCodec] each.
@NullMarked
package io.gatehouse.config.codec;

import org.jspecify.annotations.NullMarked;
