// A contract of one's own from a sequential specification: the same member names on the specification and on the type
// under test.
//
//     struct account_spec {                                  // what one thread would expect
//         int balance = 0;
//         void deposit(int n) { balance += n; }
//         bool withdraw(int n) { if (balance < n) return false; balance -= n; return true; }
//         friend bool operator==(const account_spec&, const account_spec&) = default;
//     };
//     HEDDLE_CONTRACT(account, account_spec, deposit, withdraw);
//
// At global scope; it defines heddle::contracts::account. With heddle::itself in place of the specification the type
// under test is its own: what it answers to one thread is what it must be able to answer to many.
//
// The specification may say more of an operation `f`, by static members and by const ones:
//     bool may_f(arguments…) const                   a precondition: f is only called where this holds
//     static constexpr const char* role_of_f = "…";  all calls of a role are made by one thread
//     or_waits<R> f(arguments…)                      f may wait; see <heddle/properties/waits.hpp>
// and of all: static constexpr bool refusals_may_be_stale = true, if an answer of false or nothing between threads that
// nothing orders may be one that was right a while ago.
#pragma once

#include <string_view>
#include <utility>

namespace heddle {

/// Stands for a specification: the type under test, used by one thread.
struct itself {};

/// A contract and a type under it, as one type, for the typed suites heddle::LAYER::own_contract.
template <class Contract, class T>
struct under_contract {
    using contract = Contract;
    using type = T;
};

/// The operations of a contract; the first argument is void.
template <class, class... Operations>
struct operation_list {};

/// What the operations of a contract have in common. Each also has a `name`, and
///     template <class Spec> static constexpr auto member      the member of the specification
///     template <class T, …> static … call(T&, arguments…)     how it is called on the type under test
/// and, where it is not allowed in every state,
///     template <class Spec, …> static bool may(const Spec&, arguments…)
/// and may replace what stands here.
struct operation {
    /// Whose calls are all made by one thread; nobody's in particular if empty.
    template <class Spec>
    static constexpr std::string_view role() {
        return {};
    }
    /// Whether each call in a program gets an argument of its own.
    static constexpr bool distinct = false;
};

} // namespace heddle

// NOLINTBEGIN(cppcoreguidelines-macro-usage): an operation's name is needed as a word
#define HEDDLE_DETAIL_PARENTHESES ()
#define HEDDLE_DETAIL_EXPAND(...) HEDDLE_DETAIL_EXPAND3(HEDDLE_DETAIL_EXPAND3(HEDDLE_DETAIL_EXPAND3(__VA_ARGS__)))
#define HEDDLE_DETAIL_EXPAND3(...) HEDDLE_DETAIL_EXPAND2(HEDDLE_DETAIL_EXPAND2(HEDDLE_DETAIL_EXPAND2(__VA_ARGS__)))
#define HEDDLE_DETAIL_EXPAND2(...) HEDDLE_DETAIL_EXPAND1(HEDDLE_DETAIL_EXPAND1(HEDDLE_DETAIL_EXPAND1(__VA_ARGS__)))
#define HEDDLE_DETAIL_EXPAND1(...) __VA_ARGS__
#define HEDDLE_DETAIL_FOR_EACH(macro, ...)                                                                             \
    __VA_OPT__(HEDDLE_DETAIL_EXPAND(HEDDLE_DETAIL_FOR_EACH_STEP(macro, __VA_ARGS__)))
#define HEDDLE_DETAIL_FOR_EACH_STEP(macro, first, ...)                                                                 \
    macro(first) __VA_OPT__(HEDDLE_DETAIL_FOR_EACH_AGAIN HEDDLE_DETAIL_PARENTHESES(macro, __VA_ARGS__))
#define HEDDLE_DETAIL_FOR_EACH_AGAIN() HEDDLE_DETAIL_FOR_EACH_STEP

#define HEDDLE_DETAIL_OPERATION(word)                                                                                  \
    struct word##_operation : ::heddle::operation {                                                                    \
        static constexpr ::std::string_view name = #word;                                                              \
        template <class Spec>                                                                                          \
        static constexpr auto member = &Spec::word;                                                                    \
        template <class T, class... Arguments>                                                                         \
        static decltype(auto) call(T& object, Arguments&&... arguments) {                                              \
            return object.word(::std::forward<Arguments>(arguments)...);                                               \
        }                                                                                                              \
        template <class Spec>                                                                                          \
        static constexpr ::std::string_view role() {                                                                   \
            if constexpr (requires { Spec::role_of_##word; })                                                          \
                return Spec::role_of_##word;                                                                           \
            else                                                                                                       \
                return {};                                                                                             \
        }                                                                                                              \
        template <class Spec, class... Arguments>                                                                      \
        static auto may(const Spec& state, const Arguments&... arguments)                                              \
            -> decltype(state.may_##word(arguments...)) {                                                              \
            return state.may_##word(arguments...);                                                                     \
        }                                                                                                              \
    };
#define HEDDLE_DETAIL_LISTED(word) , word##_operation

/// In a contract that is written by hand: its operations, each called by its name on specification and subject alike.
#define HEDDLE_CONTRACT_OPERATIONS(...)                                                                                \
    HEDDLE_DETAIL_FOR_EACH(HEDDLE_DETAIL_OPERATION, __VA_ARGS__)                                                       \
    using operations = ::heddle::operation_list<void HEDDLE_DETAIL_FOR_EACH(HEDDLE_DETAIL_LISTED, __VA_ARGS__)>

#define HEDDLE_CONTRACT(contract_name, spec, ...)                                                                      \
    using heddle_specification_of_##contract_name = spec;                                                              \
    namespace heddle::contracts {                                                                                      \
    struct contract_name {                                                                                             \
        static constexpr ::std::string_view name = #contract_name;                                                     \
        template <class>                                                                                               \
        using specification = ::heddle_specification_of_##contract_name;                                               \
        template <class T>                                                                                             \
        using subject = T;                                                                                             \
        HEDDLE_CONTRACT_OPERATIONS(__VA_ARGS__);                                                                       \
    };                                                                                                                 \
    }                                                                                                                  \
    static_assert(true)
// NOLINTEND(cppcoreguidelines-macro-usage)
