// The writer of whole C and C++ programs. Both dialects have the same shape; they differ in how they spell it.
#include "litmus/emit.hpp"

#include <set>

namespace heddle::model::litmus {
namespace {

std::string name_of(std::memory_order order) {
    switch (order) {
    case std::memory_order_relaxed:
        return "memory_order_relaxed";
    case std::memory_order_consume:
        return "memory_order_consume";
    case std::memory_order_acquire:
        return "memory_order_acquire";
    case std::memory_order_release:
        return "memory_order_release";
    case std::memory_order_acq_rel:
        return "memory_order_acq_rel";
    case std::memory_order_seq_cst:
        break;
    }
    return "memory_order_seq_cst";
}

std::string text_of(const expression& e) {
    std::string text = std::to_string(e.constant);
    for (const auto& name : e.registers)
        text += " + " + name;
    return text;
}

class writer {
public:
    explicit writer(language in) : cpp_(in == language::cpp) {}

    std::string whole(const program& code, const std::string& title) const {
        std::string text = "// " + title + "\n" + includes();
        for (const auto& [location, value] : initial_memory(code))
            text += (cpp_ ? "static std::atomic<int> " : "static atomic_int ") + location +
                    (cpp_ ? "{" + std::to_string(value) + "};\n" : " = " + std::to_string(value) + ";\n");
        for (std::size_t thread = 0; thread < code.threads.size(); ++thread)
            text += function(code.threads[thread], "thread_" + std::to_string(thread));
        return text + main_function(code.threads.size());
    }

private:
    std::string includes() const {
        return cpp_ ? "#include <atomic>\n#include <thread>\n\n" : "#include <pthread.h>\n#include <stdatomic.h>\n\n";
    }

    std::string function(const thread_code& thread, const std::string& name) const {
        std::string text = cpp_ ? "\nstatic void " + name + "() {\n" : "\nstatic void *" + name + "(void *unused) {\n";
        std::set<std::string> registers;
        for (const auto& op : thread)
            if (!op.result.empty())
                registers.insert(op.result);
        for (const auto& r : registers)
            text += "    int " + r + " = 0;\n";
        for (const auto& op : thread)
            text += "    " + statement(op) + "\n";
        for (const auto& r : registers)
            text += "    (void)" + r + ";\n";
        return text + (cpp_ ? "}\n" : "    return unused;\n}\n");
    }

    std::string statement(const operation& op) const {
        if (op.kind == operation_kind::fence)
            return (cpp_ ? "std::atomic_thread_fence(" : "atomic_thread_fence(") + order(op.order) + ");";
        if (op.kind == operation_kind::compare_exchange)
            return "{ int expected = " + text_of(op.expected) + "; " + call(op) + "; " +
                   (op.result.empty() ? "" : op.result + " = expected; ") + "}";
        if (op.kind == operation_kind::store)
            return call(op) + ";";
        return (op.result.empty() ? "(void)" : op.result + " = ") + call(op) + ";";
    }

    // The atomic operation as an expression.
    std::string call(const operation& op) const {
        std::string arguments;
        if (op.kind == operation_kind::compare_exchange)
            arguments += cpp_ ? "expected, " : "&expected, ";
        if (op.kind != operation_kind::load)
            arguments += text_of(op.value) + ", ";
        arguments += order(op.order);
        if (op.kind == operation_kind::compare_exchange)
            arguments += ", " + order(op.failure_order);
        if (cpp_)
            return op.location + "." + verb(op.kind) + "(" + arguments + ")";
        return "atomic_" + verb(op.kind) + "_explicit(&" + op.location + ", " + arguments + ")";
    }

    static std::string verb(operation_kind kind) {
        switch (kind) {
        case operation_kind::store:
            return "store";
        case operation_kind::load:
            return "load";
        case operation_kind::fetch_add:
            return "fetch_add";
        case operation_kind::exchange:
            return "exchange";
        case operation_kind::compare_exchange:
        case operation_kind::fence:
            break;
        }
        return "compare_exchange_strong";
    }

    std::string order(std::memory_order o) const { return (cpp_ ? "std::" : "") + name_of(o); }

    std::string main_function(std::size_t threads) const {
        std::string text =
            cpp_ ? "\nint main() {\n" : "\nint main(void) {\n    pthread_t t[" + std::to_string(threads) + "];\n";
        for (std::size_t thread = 0; thread < threads; ++thread) {
            const auto i = std::to_string(thread);
            text += cpp_ ? "    std::thread t" + i + "(thread_" + i + ");\n"
                         : "    pthread_create(&t[" + i + "], 0, thread_" + i + ", 0);\n";
        }
        for (std::size_t thread = 0; thread < threads; ++thread) {
            const auto i = std::to_string(thread);
            text += cpp_ ? "    t" + i + ".join();\n" : "    pthread_join(t[" + i + "], 0);\n";
        }
        return text + "    return 0;\n}\n";
    }

    bool cpp_;
};

} // namespace

std::string emit(const program& code, language in, const std::string& title) { return writer(in).whole(code, title); }

} // namespace heddle::model::litmus
