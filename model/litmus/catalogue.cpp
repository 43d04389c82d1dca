// The catalogue, put together from its parts.
#include "litmus/catalogue.hpp"

#include <algorithm>

namespace heddle::model::litmus {

std::vector<std::string> every(int columns, const std::vector<std::string>& except) {
    std::vector<std::string> rows = {""};
    for (int column = 0; column < columns; ++column) {
        std::vector<std::string> longer;
        for (const auto& row : rows)
            for (const char digit : {'0', '1'})
                longer.push_back(row + digit);
        rows = std::move(longer);
    }
    std::erase_if(rows, [&](const auto& row) { return std::ranges::count(except, row) > 0; });
    return rows;
}

std::vector<shape> catalogue() {
    std::vector<shape> all;
    for (const auto part : {coherence_shapes, message_passing_shapes, store_buffering_shapes, load_buffering_shapes,
                            write_order_shapes, causality_shapes, six_edge_shapes, release_sequence_shapes,
                            read_modify_write_shapes, compare_exchange_shapes})
        std::ranges::move(part(), std::back_inserter(all));
    return all;
}

} // namespace heddle::model::litmus
