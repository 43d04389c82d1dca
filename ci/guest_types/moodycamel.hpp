// moodycamel::ReaderWriterQueue (libreaderwriterqueue-dev) in the words of the contract spsc_queue.
#pragma once

#include <cstddef>

#include <readerwriterqueue/readerwriterqueue.h>

namespace guests {

class reader_writer_queue {
public:
    using value_type = int;
    explicit reader_writer_queue(std::size_t capacity) : queue_(capacity) {}

    bool try_push(int element) { return queue_.try_enqueue(element); } // allocates nothing
    bool try_pop(int& element) { return queue_.try_dequeue(element); }

private:
    moodycamel::ReaderWriterQueue<int> queue_;
};

} // namespace guests
