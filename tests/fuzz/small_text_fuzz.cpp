// Texts of one line that people and portals write: addresses, query strings, estimates, what a portal says of
// itself in the frame, columns of its database. Any bytes end in a value, which then reads back as itself, or
// in an error with a code. The first byte chooses the decoder.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extension/core/database_address.h"
#include "extension/core/web_address.h"
#include "extension/http/query.h"
#include "extension/installation/contact.h"
#include "extension/portal_db/server_zone.h"
#include "extension/portal_db/values.h"
#include "kanban/rules/estimate.h"

namespace {

using namespace sd;

void must(bool holds) {
  if (!holds) std::abort();
}

void must_have_a_code(const Error& error) {
  must(!error.code.empty() && error.kind == ErrorKind::kInvalidArgument && error.detail.size() < 1'024);
}

void web_address(const std::string& text) {
  const Result<WebAddress> address = parse_web_address(text);
  if (!address) return must_have_a_code(address.error());
  const Result<WebAddress> again = parse_web_address(address->text());
  must(again && *again == *address);
}

void database_address(const std::string& text) {
  const Result<DatabaseAddress> address = parse_database_address(text);
  if (!address) return must_have_a_code(address.error());
  const Result<DatabaseAddress> again = parse_database_address(address->text());
  must(again && *again == *address);
}

void estimate(const std::string& text) {
  const Result<kanban::Minutes> minutes = kanban::parse_estimate(text);
  if (!minutes) return must_have_a_code(minutes.error());
  must(!*minutes || (**minutes >= 0 && **minutes <= kanban::kMaxEstimateMinutes));
  must(kanban::read_estimate(kanban::portal_estimate(*minutes)) == kanban::PortalEstimate{*minutes, ""});
}

void portals_estimate(const std::string& text) {
  const kanban::PortalEstimate read = kanban::read_estimate(text);
  must(!read.minutes || read.invalid.empty());
}

// Query string and body, parted by the first line end.
void frame(const std::string& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const auto query = http::parse_query(text.substr(0, end));
  if (!query) return must_have_a_code(query.error());
  const auto fields = http::parse_query(text.substr(std::min(end + 1, text.size())));
  if (!fields) return must_have_a_code(fields.error());
  must(query->size() <= 64 && fields->size() <= 64);
  const auto contact =
      installation::contact_of_frame({query->begin(), query->end()}, {fields->begin(), fields->end()});
  if (!contact) must_have_a_code(contact.error());
}

// A column of the boxed portal's own database.
void box_column(const std::string& text) {
  static const portal_db::ServerZone zone = portal_db::ServerZone::named("Europe/Moscow").value();
  (void)portal_db::php_list(text);
  must(!portal_db::is_utf8(text) || portal_db::is_utf8(portal_db::with_emoji(text)));
  portal_db::DateFault fault = portal_db::DateFault::kNone;
  must(zone.instant(text, fault).has_value() == (fault == portal_db::DateFault::kNone));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (static_cast<std::uint8_t>(data[0] - '0') % 6) {
    case 0: web_address(text); break;
    case 1: database_address(text); break;
    case 2: estimate(text); break;
    case 3: portals_estimate(text); break;
    case 4: frame(text); break;
    default: box_column(text); break;
  }
  return 0;
}
