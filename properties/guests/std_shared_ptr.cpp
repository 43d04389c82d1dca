// std::shared_ptr under the properties of the arc contract.
#include <memory>

#include <heddle/properties/arc_contract.hpp>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, arc_contract, std::shared_ptr<counted>);
}
