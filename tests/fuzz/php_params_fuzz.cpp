// Parameters as PHP reads them, and the references of a batch in them: any bytes end in an object.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tests/portal/rest/batch_references.h"
#include "tests/portal/rest/php_params.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sd::portal_double;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  json::value params = read_query(text);
  const BatchState state{{"result", {{"a", json::array{json::object{{"id", "17"}}}}, {"b", "text"}}}};
  resolve_references(params, state);
  if (!params.is_object()) std::abort();
  if (percent_decode(percent_encode(text)) != text) std::abort();
  return 0;
}
