#include "tests/doubles/memory_settings_store.h"

namespace sd::test {

MemorySettingsStore::~MemorySettingsStore() = default;

}  // namespace sd::test
