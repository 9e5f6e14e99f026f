#include "tests/doubles/memory_settings_tables.h"

namespace sd::test {

MemorySettingsTables::~MemorySettingsTables() = default;

}  // namespace sd::test
