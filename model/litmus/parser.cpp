// A recursive-descent parser of the notation in notation.hpp, without backtracking.
#include "litmus/notation.hpp"

#include <cctype>
#include <charconv>

namespace heddle::model::litmus {

notation_error::notation_error(int line, int column, const std::string& message)
    : std::runtime_error(std::to_string(line) + ":" + std::to_string(column) + ": " + message), line_(line),
      column_(column) {}

namespace {

// A cursor over the text that knows where it is.
class scanner {
public:
    explicit scanner(std::string_view text) : text_(text) {}

    [[noreturn]] void fail(const std::string& message) const { fail_at(position_, message); }

    [[noreturn]] void fail_at(std::size_t position, const std::string& message) const {
        int line = 1, column = 1;
        for (const char c : text_.substr(0, position)) {
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n';
        }
        throw notation_error(line, column, message);
    }

    std::size_t skip_blanks() {
        while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])))
            ++position_;
        return position_;
    }

    bool at_end() { return skip_blanks() == text_.size(); }
    bool looking_at(std::string_view token) { return text_.substr(skip_blanks()).starts_with(token); }

    bool accept(std::string_view token) {
        const bool found = looking_at(token);
        position_ += found ? token.size() : 0;
        return found;
    }

    void expect(std::string_view token) {
        if (!accept(token))
            fail("expected '" + std::string(token) + "', found " + next_character());
    }

    // The letters, digits and underscores that follow; empty if there are none.
    std::string_view word() {
        const auto begin = skip_blanks();
        while (position_ < text_.size() && in_word(text_[position_]))
            ++position_;
        return text_.substr(begin, position_ - begin);
    }

    std::string name(const std::string& what) {
        const auto begin = skip_blanks();
        const auto text = word();
        if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())))
            fail_at(begin, "expected " + what);
        return std::string(text);
    }

    int integer() {
        const auto begin = skip_blanks();
        int value = 0;
        const auto rest = text_.substr(begin);
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (error == std::errc::result_out_of_range)
            fail_at(begin, "the number does not fit an int");
        if (error != std::errc())
            fail_at(begin, "expected an integer, found " + next_character());
        position_ += static_cast<std::size_t>(end - rest.data());
        return value;
    }

    std::string next_character() { return at_end() ? "the end" : "'" + std::string(1, text_[position_]) + "'"; }

private:
    static bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

    std::string_view text_;
    std::size_t position_ = 0;
};

std::optional<std::memory_order> order_named(std::string_view name) {
    for (const auto order : {std::memory_order_relaxed, std::memory_order_consume, std::memory_order_acquire,
                             std::memory_order_release, std::memory_order_acq_rel, std::memory_order_seq_cst})
        if (order_name(order) == name)
            return order;
    return std::nullopt;
}

std::optional<operation_kind> kind_lettered(char letter) {
    switch (letter) {
    case 'W':
        return operation_kind::store;
    case 'R':
        return operation_kind::load;
    case 'U':
        return operation_kind::fetch_add;
    case 'X':
        return operation_kind::exchange;
    case 'C':
        return operation_kind::compare_exchange;
    case 'F':
        return operation_kind::fence;
    default:
        return std::nullopt;
    }
}

class parser {
public:
    explicit parser(std::string_view text) : scan_(text) {}

    program parse() {
        program code;
        if (scan_.accept("{"))
            parse_initial(code.initial);
        do {
            code.threads.push_back(parse_thread());
        } while (scan_.accept("||"));
        if (!scan_.at_end())
            scan_.fail("expected ';', '||' or the end, found " + scan_.next_character());
        if (const auto problem = check_program(code))
            scan_.fail(*problem);
        return code;
    }

private:
    void parse_initial(std::map<std::string, int>& initial) {
        do {
            const auto begin = scan_.skip_blanks();
            const auto location = scan_.name("a location");
            scan_.expect("=");
            if (!initial.emplace(location, scan_.integer()).second)
                scan_.fail_at(begin, "location '" + location + "' has two initial values");
        } while (scan_.accept(","));
        scan_.expect("}");
    }

    thread_code parse_thread() {
        thread_code thread;
        if (scan_.at_end() || scan_.looking_at("||"))
            return thread;
        do {
            thread.push_back(parse_operation());
        } while (scan_.accept(";"));
        return thread;
    }

    operation parse_operation() {
        operation op;
        auto begin = scan_.skip_blanks();
        auto head = scan_.name("an operation");
        if (scan_.accept("=")) {
            op.result = head;
            begin = scan_.skip_blanks();
            head = scan_.name("an operation that reads");
        }
        parse_head(op, head, begin);
        if (op.kind != operation_kind::fence)
            op.location = scan_.name("a location");
        parse_operands(op);
        if (!op.result.empty() && !reads(op))
            scan_.fail_at(begin, "expected an operation that reads after '" + op.result + "='");
        return op;
    }

    void parse_head(operation& op, const std::string& head, std::size_t begin) {
        const auto kind = kind_lettered(head.front());
        if (!kind)
            scan_.fail_at(begin, "unknown operation '" + head + "': it starts with none of W R U X C F");
        op.kind = *kind;
        op.order = parse_order(std::string_view(head).substr(1), begin + 1);
        if (!order_allowed(op.kind, op.order))
            scan_.fail_at(begin + 1, "C++ does not allow this order for this operation");
        if (op.kind == operation_kind::compare_exchange && scan_.accept("/")) {
            const auto failure_begin = scan_.skip_blanks();
            op.failure_order = parse_order(scan_.word(), failure_begin);
            if (!failure_order_allowed(op.failure_order))
                scan_.fail_at(failure_begin, "C++ does not allow this order for a failing compare-exchange");
        }
    }

    std::memory_order parse_order(std::string_view name, std::size_t begin) {
        const auto order = order_named(name);
        if (!order)
            scan_.fail_at(begin, "unknown order '" + std::string(name) + "': it is none of rlx con acq rel ar sc");
        return *order;
    }

    void parse_operands(operation& op) {
        switch (op.kind) {
        case operation_kind::load:
        case operation_kind::fence:
            return;
        case operation_kind::fetch_add:
            scan_.expect("+");
            break;
        case operation_kind::compare_exchange:
            op.expected = parse_expression();
            scan_.expect("->");
            break;
        case operation_kind::store:
        case operation_kind::exchange:
            break;
        }
        op.value = parse_expression();
    }

    // A sum; `-` only as the sign of an integer that follows, so that `0->1` ends before its arrow.
    expression parse_expression() {
        expression e;
        do {
            parse_term(e);
            while (scan_.looking_at("-") && !scan_.looking_at("->"))
                add_integer(e);
        } while (scan_.accept("+"));
        return e;
    }

    void parse_term(expression& e) {
        const auto next = scan_.next_character();
        if (next.size() == 3 && (std::isdigit(static_cast<unsigned char>(next[1])) || next[1] == '-'))
            add_integer(e);
        else
            e.registers.push_back(scan_.name("an integer or a register"));
    }

    void add_integer(expression& e) {
        const auto begin = scan_.skip_blanks();
        if (__builtin_add_overflow(e.constant, scan_.integer(), &e.constant))
            scan_.fail_at(begin, "the sum does not fit an int");
    }

    scanner scan_;
};

} // namespace

program parse(std::string_view text) { return parser(text).parse(); }

} // namespace heddle::model::litmus
