#include "clojure_map.hpp"

#include <charconv>

namespace heddle::cli::recorded {

namespace {

// The character with this number of four hexadecimal digits, as UTF-8. False if it is no such number.
bool append_unicode(std::string& text, std::string_view digits) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error != std::errc() || digits.size() != 4 || end != digits.data() + 4)
        return false;
    const auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
    if (number < 0x80) {
        add(number);
    } else if (number < 0x800) {
        add(0xc0 | number >> 6);
        add(0x80 | (number & 0x3f));
    } else {
        add(0xe0 | number >> 12);
        add(0x80 | (number >> 6 & 0x3f));
        add(0x80 | (number & 0x3f));
    }
    return true;
}

class reader {
public:
    explicit reader(const lines& source) : source_(source), rest_(source.line()) {}

    operation_map map() {
        skip_blanks();
        if (!skip('{'))
            source_.expected("a map: {:process 0, :type :invoke, :f :get, :key \"k\", :value nil}");
        operation_map fields;
        for (skip_blanks(); !skip('}'); skip_blanks()) {
            const std::string name = word();
            if (name.size() < 2 || name.front() != ':')
                source_.expected("a keyword such as :process, or the } that ends the map");
            skip_blanks();
            store(fields, name, one_value());
        }
        skip_blanks();
        if (!rest_.empty())
            source_.expected("one map in the line and nothing behind it");
        return fields;
    }

private:
    static void store(operation_map& fields, std::string_view name, clojure_value value) {
        if (name == ":process")
            fields.process = std::move(value);
        else if (name == ":type")
            fields.type = std::move(value);
        else if (name == ":f")
            fields.f = std::move(value);
        else if (name == ":key")
            fields.key = std::move(value);
        else if (name == ":value")
            fields.value = std::move(value);
    }

    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\v\f,"), rest_.size())); }

    bool skip(char letter) {
        const bool there = !rest_.empty() && rest_.front() == letter;
        rest_.remove_prefix(there);
        return there;
    }

    clojure_value one_value() {
        if (skip('"'))
            return {string(), true};
        if (!rest_.empty() && std::string_view("{[(#").find(rest_.front()) != std::string_view::npos)
            return {collection(), false};
        return {word(), false};
    }

    std::string word() {
        const std::string_view found = rest_.substr(0, rest_.find_first_of(" \t\r\v\f,\"{}[]()"));
        if (found.empty())
            source_.expected("a value and the } that ends the map");
        rest_.remove_prefix(found.size());
        return std::string(found);
    }

    // A value of a field that nobody asks for: up to the bracket that closes it.
    std::string collection() {
        const std::string_view all = rest_;
        rest_.remove_prefix(std::min(rest_.find_first_of("{[("), rest_.size()));
        int depth = 0;
        do {
            if (rest_.empty())
                source_.expected("a bracket that closes the one before");
            if (skip('"')) {
                (void)string();
                continue;
            }
            const char letter = rest_.front();
            depth += letter == '{' || letter == '[' || letter == '(';
            depth -= letter == '}' || letter == ']' || letter == ')';
            rest_.remove_prefix(1);
        } while (depth > 0);
        return std::string(all.substr(0, all.size() - rest_.size()));
    }

    // What is left of a string behind its first quote.
    std::string string() {
        std::string text;
        for (;;) {
            const std::size_t plain = rest_.find_first_of("\"\\");
            if (plain == std::string_view::npos)
                source_.expected("a quote that ends the string");
            text += rest_.substr(0, plain);
            const bool ends = rest_[plain] == '"';
            rest_.remove_prefix(plain + 1);
            if (ends)
                return text;
            escape(text);
        }
    }

    void escape(std::string& text) {
        constexpr std::string_view letters = "ntrbf\"\\/", meanings = "\n\t\r\b\f\"\\/";
        const char letter = rest_.empty() ? ' ' : rest_.front();
        const auto which = letters.find(letter);
        if (which != std::string_view::npos)
            text += meanings[which];
        else if (letter != 'u' || !append_unicode(text, rest_.substr(1, 4)))
            source_.expected("an escape such as \\n, \\\" or \\u00e4 behind a backslash");
        rest_.remove_prefix(letter == 'u' ? 5 : 1);
    }

    const lines& source_;
    std::string_view rest_;
};

} // namespace

operation_map read_map(const lines& source) { return reader(source).map(); }

} // namespace heddle::cli::recorded
