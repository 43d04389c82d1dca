#include <cctype>
#include <stdexcept>

#include <heddle/properties/generated/program.hpp>

namespace heddle::properties {

namespace {

class program_reader {
public:
    program_reader(std::string_view text, const operation_infos& operations) : text_(text), operations_(operations) {}

    generated_program read() {
        generated_program program;
        program.before = read_calls();
        if (take('{')) {
            do
                program.threads.push_back(read_calls());
            while (take('|'));
            require('}');
            (void)take(';');
            program.after = read_calls();
        }
        skip_blanks();
        if (at_ != text_.size())
            fail("the end");
        return program;
    }

private:
    [[noreturn]] void fail(const std::string& expected) const {
        throw std::invalid_argument("the program \"" + std::string(text_) + "\" is wrong at character " +
                                    std::to_string(at_ + 1) + ": expected " + expected);
    }

    void skip_blanks() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
            ++at_;
    }

    bool take(char wanted) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != wanted)
            return false;
        ++at_;
        return true;
    }

    void require(char wanted) {
        if (!take(wanted))
            fail(std::string("'") + wanted + "'");
    }

    static bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

    std::string_view read_word() {
        skip_blanks();
        const std::size_t from = at_;
        while (at_ < text_.size() && is_letter(text_[at_]))
            ++at_;
        return text_.substr(from, at_ - from);
    }

    generated_calls read_calls() {
        generated_calls calls;
        do {
            skip_blanks();
            if (at_ == text_.size() || !is_letter(text_[at_]))
                break;
            calls.push_back(read_call());
        } while (take(';'));
        return calls;
    }

    generated_call read_call() {
        const std::string_view word = read_word();
        generated_call call;
        while (call.operation < operations_.size() && operations_[call.operation].name != word)
            ++call.operation;
        if (call.operation == operations_.size())
            fail("the name of an operation before here, not \"" + std::string(word) + "\"");
        require('(');
        for (std::size_t i = 0; i < operations_[call.operation].arguments; ++i) {
            if (i > 0)
                require(',');
            call.numbers.push_back(read_number());
        }
        require(')');
        return call;
    }

    int read_number() {
        const std::string digits(read_word());
        if (digits.empty() || digits.size() > 8 || digits.find_first_not_of("0123456789") != std::string::npos)
            fail("a whole number before here");
        return std::stoi(digits);
    }

    std::string_view text_;
    const operation_infos& operations_;
    std::size_t at_ = 0;
};

} // namespace

generated_program parse_program(std::string_view text, const operation_infos& operations) {
    return program_reader(text, operations).read();
}

} // namespace heddle::properties
