#include "extension/clients/rules/link_order.h"

#include <algorithm>

#include "extension/clients/rules/new_request.h"

namespace sd::clients {
namespace {

Error wrong_order(const char* code) { return {ErrorKind::kInvalidArgument, code, {}}; }

}  // namespace

Result<LinkOrder> checked(LinkOrder order) {
  order.name = plain_writing(order.name);
  std::replace_if(
      order.name.begin(), order.name.end(), [](const char c) { return c == '\n' || c == '\t'; }, ' ');
  if (order.contact.value() <= 0) return wrong_order("link.contact");
  if (order.company.value() <= 0) return wrong_order("link.company");
  if (order.name.empty() || order.name.size() > kMaxContactName) return wrong_order("link.name");
  if (order.days < 1 || order.days > kMostLinkDays) return wrong_order("link.days");
  return order;
}

}  // namespace sd::clients
