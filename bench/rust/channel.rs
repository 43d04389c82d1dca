// std::sync::mpsc: a sender's loop and a receiver's loop.
use std::sync::mpsc::{channel, sync_channel, Receiver, Sender, SyncSender};
use std::sync::Mutex;

pub enum AnySender {
    Unbounded(Sender<u64>),
    Bounded(SyncSender<u64>),
}

pub struct Channel {
    sender: Mutex<AnySender>,
    receiver: Mutex<Receiver<u64>>,
}

// Bounded to `capacity` messages; 0 stands for no bound.
#[no_mangle]
pub extern "C" fn rust_channel_new(capacity: u64) -> *const Channel {
    let (sender, receiver) = if capacity == 0 {
        let (sender, receiver) = channel();
        (AnySender::Unbounded(sender), receiver)
    } else {
        let (sender, receiver) = sync_channel(capacity as usize);
        (AnySender::Bounded(sender), receiver)
    };
    Box::into_raw(Box::new(Channel { sender: Mutex::new(sender), receiver: Mutex::new(receiver) }))
}

// The lock is taken once for the whole loop.
#[no_mangle]
pub unsafe extern "C" fn rust_channel_send(channel: *const Channel, times: u64) {
    match &*(*channel).sender.lock().unwrap() {
        AnySender::Unbounded(sender) => (0..times).for_each(|i| sender.send(i).unwrap()),
        AnySender::Bounded(sender) => (0..times).for_each(|i| sender.send(i).unwrap()),
    }
}

#[no_mangle]
pub unsafe extern "C" fn rust_channel_recv(channel: *const Channel, times: u64) -> u64 {
    let receiver = (*channel).receiver.lock().unwrap();
    (0..times).map(|_| receiver.recv().unwrap()).fold(0, u64::wrapping_add)
}
