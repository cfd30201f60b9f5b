/// What an object may hold beyond its fields' types, judged on the object alone. Start reading at
/// [ObjectValidation].
///
/// An error refuses the object as a whole, as Istio's or Kubernetes' admission would. What the API
/// has and is not translated yet is told as a warning on the field.
@NullMarked
package io.gatehouse.config.validation;

import org.jspecify.annotations.NullMarked;
