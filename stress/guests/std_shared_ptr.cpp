// std::shared_ptr under the stress of the arc contract.
#include <memory>

#include <heddle/stress/arc_contract.hpp>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(guest, arc_contract, std::shared_ptr<support::counted>);
}
