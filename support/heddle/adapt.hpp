// heddle::adapt: how a type whose members have other names meets a contract. Specialise it, after the type, to name one
// that speaks the contract's words; usually a class derived from it.
//
//     struct spoken : my::mutex {                     // my::mutex has Lock() and Unlock()
//         void lock() { Lock(); }
//         void unlock() { Unlock(); }
//     };
//     template <>
//     struct heddle::adapt<my::mutex> { using type = spoken; };
#pragma once

#include <type_traits>

namespace heddle {

/// The type that stands for T under a contract: T itself, unless specialised.
template <class T>
struct adapt {
    using type = T;
};

template <class T>
using adapted = typename adapt<T>::type;

/// What `--type` and TYPE name, a type or a template; of a template the contract chooses the argument. To be used in
/// decltype(*named<Element, X>()).
template <class Element, class T>
adapted<T>* named();
template <class Element, template <class...> class Template>
adapted<Template<Element>>* named();

} // namespace heddle
