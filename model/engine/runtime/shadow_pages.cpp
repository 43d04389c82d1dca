// See shadow_pages.hpp. Pages of cells come from the kernel: zeroed, and resident only where touched.
#include "engine/runtime/shadow_pages.hpp"

#include "engine/runtime/fatal.hpp"

#include <sys/mman.h>

namespace heddle::model::runtime {

namespace {

page_of_cells* make_page() {
    void* const memory = mmap(nullptr, sizeof(page_of_cells), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        fatal("out of memory for the race detector");
    return static_cast<page_of_cells*>(memory); // all zero: no cell touched
}

} // namespace

shadow_pages::~shadow_pages() {
    for (const auto& [number, page] : pages_)
        munmap(page, sizeof(page_of_cells));
}

void shadow_pages::fetch(std::uintptr_t number) {
    page_of_cells*& page = pages_[number];
    if (page == nullptr)
        page = make_page();
    cache_[number % cache_.size()] = {number, page};
}

page_of_cells* shadow_pages::find(std::uintptr_t address) const noexcept {
    const std::uintptr_t number = address >> page_of_cells::shift;
    const entry& cached = cache_[number % cache_.size()];
    if (cached.number == number)
        return cached.page;
    const auto found = pages_.find(number);
    return found == pages_.end() ? nullptr : found->second;
}

} // namespace heddle::model::runtime
