// std::sync::Arc: one more owner, and one less, `times` times.
use std::hint::black_box;
use std::sync::Arc;

#[no_mangle]
pub extern "C" fn rust_arc_new() -> *const Arc<u64> {
    Box::into_raw(Box::new(Arc::new(7)))
}

#[no_mangle]
pub unsafe extern "C" fn rust_arc_share(arc: *const Arc<u64>, times: u64) {
    for _ in 0..times {
        black_box(Arc::clone(&*arc));
    }
}
