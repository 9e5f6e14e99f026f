#include "tests/doubles/memory_set_aside.h"

namespace sd::test {

MemorySetAside::~MemorySetAside() = default;

}  // namespace sd::test
