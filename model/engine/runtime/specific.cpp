// See specific.hpp. Real keys give the numbers, so that keys made before the exploration and by the body never clash;
// the values are here.
#include "engine/runtime/specific.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/real.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <threads.h>
#include <utility>
#include <vector>

namespace heddle::model::runtime {

namespace {

using destructor = void (*)(void*);

struct key_value {
    std::uint32_t thread;
    pthread_key_t key;
    void* value;
};

struct body_key {
    pthread_key_t key;
    destructor destroy;
};

// A handful of each at most, so they are searched.
std::vector<key_value> values;
std::vector<body_key> body_keys;
// Destructors of keys made outside: the body's values of them need destroying too. Any thread of the process makes
// keys.
std::vector<body_key> host_keys;
std::mutex host_keys_mutex;

key_value* find_value(std::uint32_t thread, pthread_key_t key) noexcept {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const key_value& each) { return each.thread == thread && each.key == key; });
    return found == values.end() ? nullptr : &*found;
}

std::optional<destructor> find_destructor(const std::vector<body_key>& keys, pthread_key_t key) noexcept {
    for (const body_key& each : keys)
        if (each.key == key)
            return each.destroy;
    return std::nullopt;
}

// Empty when there is no such key. Engine mode.
std::optional<destructor> destructor_of(pthread_key_t key) {
    if (const auto found = find_destructor(body_keys, key))
        return found;
    const std::lock_guard lock(host_keys_mutex);
    return find_destructor(host_keys, key);
}

int make_key(pthread_key_t* key, destructor destroy) {
    static auto* const real_create = real<int(pthread_key_t*, destructor)>("pthread_key_create");
    if (!in_body()) {
        const int error = real_create(key, destroy);
        const std::lock_guard lock(host_keys_mutex);
        if (error == 0)
            host_keys.push_back({*key, destroy});
        return error;
    }
    const host_scope host;
    const int error = real_create(key, nullptr);
    if (error == 0)
        body_keys.push_back({*key, destroy});
    return error;
}

int delete_key(pthread_key_t key) {
    static auto* const real_delete = real<int(pthread_key_t)>("pthread_key_delete");
    if (!in_body()) {
        const std::lock_guard lock(host_keys_mutex);
        std::erase_if(host_keys, [key](const body_key& each) { return each.key == key; });
        return real_delete(key);
    }
    const host_scope host;
    std::erase_if(values, [key](const key_value& each) { return each.key == key; });
    if (std::erase_if(body_keys, [key](const body_key& each) { return each.key == key; }) == 0)
        return destructor_of(key) ? 0 : EINVAL; // the host's key: the next execution needs it
    return real_delete(key);
}

void* get_value(pthread_key_t key) {
    static auto* const real_get = real<void*(pthread_key_t)>("pthread_getspecific");
    if (!in_body())
        return real_get(key);
    const std::uint32_t thread = core::view.thread;
    if (const key_value* const found = find_value(thread, key))
        return found->value;
    return thread == 0 ? real_get(key) : nullptr;
}

int set_value(pthread_key_t key, void* value) {
    static auto* const real_set = real<int(pthread_key_t, const void*)>("pthread_setspecific");
    if (!in_body())
        return real_set(key, value);
    const host_scope host;
    const std::uint32_t thread = core::view.thread;
    if (key_value* const found = find_value(thread, key))
        found->value = value;
    else
        values.push_back({thread, key, value});
    return 0;
}

// Takes one value of the thread's that has a destructor; false when there is none.
bool take_value(std::uint32_t thread, destructor& destroy, void*& value) {
    const host_scope host;
    for (key_value& each : values) {
        if (each.thread != thread || each.value == nullptr)
            continue;
        value = std::exchange(each.value, nullptr);
        destroy = destructor_of(each.key).value_or(nullptr);
        if (destroy != nullptr)
            return true;
    }
    return false;
}

} // namespace

void run_key_destructors(std::uint32_t thread) {
    // POSIX allows to stop after some rounds; a destructor that sets its value again and again does not go on for ever.
    constexpr int limit = PTHREAD_DESTRUCTOR_ITERATIONS * PTHREAD_KEYS_MAX;
    destructor destroy = nullptr;
    void* value = nullptr;
    for (int i = 0; i < limit && take_value(thread, destroy, value); ++i)
        destroy(value);
}

bool has_key_values() noexcept { return !values.empty() || !body_keys.empty(); }

void forget_key_values() noexcept {
    values.clear();
    if (body_keys.empty())
        return;
    static auto* const real_delete = real<int(pthread_key_t)>("pthread_key_delete");
    // Newest first: the next execution gets the same numbers.
    for (; !body_keys.empty(); body_keys.pop_back())
        real_delete(body_keys.back().key);
}

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;

extern "C" {

int pthread_key_create(pthread_key_t* key, void (*destroy)(void*)) noexcept { return runtime::make_key(key, destroy); }
int pthread_key_delete(pthread_key_t key) noexcept { return runtime::delete_key(key); }
void* pthread_getspecific(pthread_key_t key) noexcept { return runtime::get_value(key); }
int pthread_setspecific(pthread_key_t key, const void* value) noexcept {
    return runtime::set_value(key, const_cast<void*>(value));
}

int tss_create(tss_t* key, tss_dtor_t destroy) {
    return runtime::make_key(key, destroy) == 0 ? thrd_success : thrd_error;
}
void tss_delete(tss_t key) { runtime::delete_key(key); }
void* tss_get(tss_t key) { return runtime::get_value(key); }
int tss_set(tss_t key, void* value) { return runtime::set_value(key, value) == 0 ? thrd_success : thrd_error; }

} // extern "C"
