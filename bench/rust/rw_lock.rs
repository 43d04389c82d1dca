// std::sync::RwLock: writes and reads a number behind it; every `period`-th access writes (0: none).
use std::sync::RwLock;

#[no_mangle]
pub extern "C" fn rust_rw_lock_new() -> *const RwLock<u64> {
    Box::into_raw(Box::new(RwLock::new(0)))
}

#[no_mangle]
pub unsafe extern "C" fn rust_rw_lock_use(lock: *const RwLock<u64>, times: u64, period: u64) -> u64 {
    let mut sum: u64 = 0;
    let mut until_write = period;
    for _ in 0..times {
        until_write = until_write.wrapping_sub(1);
        if until_write == 0 {
            *(*lock).write().unwrap() += 1;
            until_write = period;
        } else {
            sum = sum.wrapping_add(*(*lock).read().unwrap());
        }
    }
    sum
}
