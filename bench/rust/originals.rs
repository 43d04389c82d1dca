// The Rust originals of Heddle's primitives, each with the loop that its C++ peer runs. Handles are made by *_new and live
// as long as the process.
mod arc;
mod channel;
mod mutex;
mod rw_lock;
