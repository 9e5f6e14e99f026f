#include "tests/doubles/memory_card_store.h"

#include "tests/contract/stores/card_store_contract.h"

namespace sd::kanban {
namespace {

INSTANTIATE_TEST_SUITE_P(Memory, CardStoreContract, testing::Values(StoreMaker{[] {
                           return std::make_shared<test::MemoryCardStore>();
                         }}));

}  // namespace
}  // namespace sd::kanban
