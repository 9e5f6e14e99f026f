// What pages send: any bytes end in a command or in an error that names the field. The first byte chooses the
// request, the rest is its body.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extension/health/http/aside_request.h"
#include "extension/installation/http/install_order.h"
#include "kanban/http/card_commands.h"
#include "kanban/http/stage_handlers.h"

namespace {

template <class T>
void must_name_the_field(const sd::Result<T>& command) {
  if (command) return;
  if (!command.error().code.starts_with("request.") || command.error().code.size() > 64) std::abort();
  if (command.error().kind != sd::ErrorKind::kInvalidArgument) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const sd::http::Request request{"POST", "/api/cards/12/x", "", {}, {{"ticket", "12"}}, body};
  switch ((data[0] + 2) % 10) {  // '0' is the first
    case 0: must_name_the_field(sd::kanban::decode_move(request)); break;
    case 1: must_name_the_field(sd::kanban::decode_fields(request)); break;
    case 2: must_name_the_field(sd::kanban::decode_override(request)); break;
    case 3: must_name_the_field(sd::kanban::decode_agreement(request)); break;
    case 4: must_name_the_field(sd::kanban::decode_roles(request)); break;
    case 5: must_name_the_field(sd::health::decode_choice(body)); break;
    case 7: must_name_the_field(sd::kanban::decode_comment(request)); break;
    case 8: must_name_the_field(sd::kanban::decode_labour(request)); break;
    case 9: must_name_the_field(sd::kanban::decode_create(request)); break;
    default: must_name_the_field(sd::installation::decode_order({}, body)); break;
  }
  return 0;
}
