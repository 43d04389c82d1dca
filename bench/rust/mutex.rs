// std::sync::Mutex: adds one to a number behind it, `times` times.
use std::sync::Mutex;

#[no_mangle]
pub extern "C" fn rust_mutex_new() -> *const Mutex<u64> {
    Box::into_raw(Box::new(Mutex::new(0)))
}

#[no_mangle]
pub unsafe extern "C" fn rust_mutex_add(mutex: *const Mutex<u64>, times: u64) {
    for _ in 0..times {
        *(*mutex).lock().unwrap() += 1;
    }
}
