// What pages send: any bytes end in a command or in an error that names the field. The first byte chooses the
// request, the rest is its body.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extension/health/http/aside_request.h"
#include "extension/installation/http/install_order.h"
#include "extension/settings/http/settings_json.h"
#include "extension/settings/rules/calendar_sheet.h"
#include "extension/settings/rules/check.h"
#include "kanban/http/card_commands.h"
#include "kanban/http/stage_handlers.h"

namespace {

template <class T>
void must_name_the_field(const sd::Result<T>& command) {
  if (command) return;
  if (!command.error().code.starts_with("request.") || command.error().code.size() > 64) std::abort();
  if (command.error().kind != sd::ErrorKind::kInvalidArgument) std::abort();
}

// Whatever is taken for rows can be checked. The body's length chooses the section.
void save_settings(const std::string& body) {
  using sd::settings::Section;
  constexpr auto kSections = static_cast<std::size_t>(Section::kClientRules) + 1;
  const auto section = static_cast<Section>(body.size() % kSections);
  const auto command = sd::settings::decode_save(section, body);
  must_name_the_field(command);
  if (!command) return;
  (void)sd::settings::check(sd::settings::describe(section), command->rows);
  if (section != Section::kCalendar) return;
  const sd::settings::CalendarFrame frame{
      sd::Millis{0}, {}, [](const std::string& name) -> sd::Result<sd::Zone> {
        if (name.size() % 2 == 0) return sd::Zone{name, sd::Millis{0}, {}};
        return sd::Error{sd::ErrorKind::kInvalidArgument, "zone.unknown", {}};
      }};
  // Lines with nothing wrong make a calendar.
  if (sd::settings::check_calendar(command->rows, {}, frame).empty() &&
      !sd::settings::calendar_of(sd::settings::lines_of(command->rows), frame)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const sd::http::Request request{"POST", "/api/cards/12/x", "", {}, {{"ticket", "12"}}, body};
  switch (static_cast<std::uint8_t>(data[0] - '0') % 14) {
    case 0: must_name_the_field(sd::kanban::decode_move(request)); break;
    case 1: must_name_the_field(sd::kanban::decode_fields(request)); break;
    case 2: must_name_the_field(sd::kanban::decode_override(request)); break;
    case 3: must_name_the_field(sd::kanban::decode_agreement(request)); break;
    case 4: must_name_the_field(sd::kanban::decode_roles(request)); break;
    case 5: must_name_the_field(sd::health::decode_choice(body)); break;
    case 7: must_name_the_field(sd::kanban::decode_comment(request)); break;
    case 8: must_name_the_field(sd::kanban::decode_labour(request)); break;
    case 9: must_name_the_field(sd::kanban::decode_create(request)); break;
    case 10: save_settings(body); break;
    case 11: must_name_the_field(sd::settings::decode_stages(body)); break;
    case 12: must_name_the_field(sd::settings::decode_group(body)); break;
    case 13: must_name_the_field(sd::settings::decode_release(body)); break;
    default: must_name_the_field(sd::installation::decode_order({}, body)); break;
  }
  return 0;
}
