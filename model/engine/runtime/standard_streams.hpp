// The buffers of stdout and stderr. The C library allocates them at the first output; if that came from the body, the
// buffer would be in the body's heap and gone with the execution.
#pragma once

namespace heddle::model::runtime {

// Gives the standard streams buffers of their own if they have none yet. Idempotent.
void buffer_standard_streams();

} // namespace heddle::model::runtime
