// One operation of a contract, on the specification and on a type under test.
#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <heddle/contract.hpp>
#include <heddle/properties/generated/program.hpp>
#include <heddle/properties/generated/self_specification.hpp>
#include <heddle/properties/judging/call_of.hpp>
#include <heddle/support/arguments.hpp>

namespace heddle::properties {

template <class Contract, class T>
inline constexpr bool is_its_own_specification = std::is_same_v<typename Contract::template specification<T>, itself>;

template <class Contract, class T>
using specification_of =
    std::conditional_t<is_its_own_specification<Contract, T>, judging::self_specification<Contract, T>,
                       typename Contract::template specification<T>>;

template <class Contract, class T, class Operation>
class operation_under_test {
    using spec = specification_of<Contract, T>;
    using subject = typename Contract::template subject<T>;

    static auto call_type() {
        if constexpr (is_its_own_specification<Contract, T>)
            return std::type_identity<judging::operation_of_self<Contract, T, Operation>>{};
        else
            return std::type_identity<judging::call_of<Operation::template member<spec>>>{};
    }
    using call = typename decltype(call_type())::type;
    using arguments = std::remove_cvref_t<decltype(std::declval<const call&>().arguments())>;
    using answer = typename call::answer_type;

public:
    static operation_info info() {
        std::string role;
        if constexpr (!is_its_own_specification<Contract, T>)
            role = Operation::template role<spec>();
        return {std::string(Operation::name), std::tuple_size_v<arguments>, std::move(role), Operation::distinct};
    }

    static std::unique_ptr<judging::observed_call<spec>> prepare(const generated_call& planned) {
        return [&]<class... Arguments, std::size_t... Each>(std::type_identity<std::tuple<Arguments...>>,
                                                            std::index_sequence<Each...>) {
            return std::make_unique<call>(argument<Arguments>::make(planned.numbers[Each])...);
        }(std::type_identity<arguments>{}, std::make_index_sequence<std::tuple_size_v<arguments>>{});
    }

    /// Calls the object under test and keeps its answer in `made`, which `prepare` has made.
    static void make(judging::observed_call<spec>& made, subject& object) {
        auto& mine = static_cast<call&>(made);
        std::apply(
            [&](const auto&... each) {
                if constexpr (std::is_same_v<answer, judging::answer_of<void>::type>) {
                    (void)Operation::call(object, each...);
                    mine.set_answer({});
                } else {
                    static_assert(!std::is_void_v<decltype(Operation::call(object, each...))>,
                                  "the specification's operation answers something, the type's answers nothing");
                    mine.set_answer(answer(Operation::call(object, each...)));
                }
            },
            mine.arguments());
    }

    /// Whether the precondition holds.
    static bool may(const judging::observed_call<spec>& planned, const spec& state) {
        return std::apply(
            [&]([[maybe_unused]] const auto&... each) {
                if constexpr (requires { Operation::may(state, each...); })
                    return Operation::may(state, each...);
                else
                    return true;
            },
            static_cast<const call&>(planned).arguments());
    }

    /// Whether it is allowed, and returns, in every state.
    static constexpr bool always_goes_on() {
        if constexpr (is_its_own_specification<Contract, T>) {
            return true; // nothing tells what it would wait for or what it asks for
        } else {
            const bool has_precondition = []<class... Arguments>(std::type_identity<std::tuple<Arguments...>>) {
                return requires(const spec& state, const Arguments&... each) { Operation::may(state, each...); };
            }(std::type_identity<arguments>{});
            return !has_precondition &&
                   !judging::member<std::remove_const_t<decltype(Operation::template member<spec>)>>::may_wait;
        }
    }
};

} // namespace heddle::properties
