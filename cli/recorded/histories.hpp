// Recorded histories of real systems, in the formats that Jepsen and the data sets made with it use.
#pragma once

#include <filesystem>

#include <heddle/properties/history.hpp>
#include <heddle/properties/specifications.hpp>

namespace heddle::cli::recorded {

/// A log of Jepsen's of one register: "INFO jepsen.util - 3 :invoke :cas [1 2]". Moments are numbers of lines. Throws
/// `cannot` if the file cannot be read or a line is not of this form.
properties::history<properties::register_spec> read_register(const std::filesystem::path& file);

/// Clojure maps, one a line: {:process 0, :type :ok, :f :append, :key "7", :value "x"}. Otherwise as above.
properties::history<properties::kv_spec> read_kv(const std::filesystem::path& file);

} // namespace heddle::cli::recorded
