#include "tests/doubles/memory_people_store.h"

namespace sd::test {

MemoryPeopleStore::~MemoryPeopleStore() = default;

}  // namespace sd::test
