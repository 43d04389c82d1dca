// Locking and unlocking a mutex from within the hooks of calls that do so on the way. In engine mode.
#pragma once

#include <pthread.h>

namespace heddle::model::hooks {

// 0 or an error number, as pthread_mutex_lock (or trylock) and pthread_mutex_unlock answer.
int lock_modelled(pthread_mutex_t* mutex, bool only_try, const void* pc);
int unlock_modelled(pthread_mutex_t* mutex, const void* pc);

} // namespace heddle::model::hooks
