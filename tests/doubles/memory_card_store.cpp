#include "tests/doubles/memory_card_store.h"

namespace sd::test {

MemoryCardStore::~MemoryCardStore() = default;

}  // namespace sd::test
