// Projects outcomes to the columns of a shape and compares.
#include "litmus/outcome_table.hpp"

#include <sstream>

namespace heddle::model::litmus {

std::string difference(const shape& expected, const std::set<outcome>& found) {
    std::set<std::string> rows;
    for (const auto& o : found) {
        std::string row;
        std::istringstream columns(expected.columns);
        for (std::string name; columns >> name;) {
            if (!o.contains(name))
                return "no column " + name + " in " + print(o) + "\n";
            row += std::to_string(o.at(name));
        }
        rows.insert(row);
    }
    const std::set<std::string> written(expected.outcomes.begin(), expected.outcomes.end());
    std::string text;
    if (written.size() < expected.outcomes.size())
        text += "a row is written twice\n";
    if (rows.size() < found.size())
        text += "the columns hide outcomes: " + std::to_string(rows.size()) + " rows of " +
                std::to_string(found.size()) + "\n";
    for (const auto& row : written)
        if (!rows.contains(row))
            text += "missing: " + row + "\n";
    for (const auto& row : rows)
        if (!written.contains(row))
            text += "extra: " + row + "\n";
    return text;
}

} // namespace heddle::model::litmus
