/// Istio's `networking.istio.io` kinds. Start reading at [Gateway] and [VirtualService].
///
/// The records mirror the YAML: a component's name is the field's, lists and maps are never absent,
/// scalars that proto3 cannot tell from their default have that default, everything else is an
/// `Optional`.
@NullMarked
package io.gatehouse.config.istio;

import org.jspecify.annotations.NullMarked;
