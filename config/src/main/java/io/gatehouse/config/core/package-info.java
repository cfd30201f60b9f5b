/// The Kubernetes kinds that a gateway needs. Start reading at [Service] and [EndpointSlice].
///
/// The records mirror the YAML: a component's name is the field's, lists and maps are never absent,
/// scalars that proto3 cannot tell from their default have that default, everything else is an
/// `Optional`.
@NullMarked
package io.gatehouse.config.core;

import org.jspecify.annotations.NullMarked;
