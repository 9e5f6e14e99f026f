#include "tests/doubles/memory_labour_store.h"

namespace sd::test {

MemoryLabourStore::~MemoryLabourStore() = default;

}  // namespace sd::test
