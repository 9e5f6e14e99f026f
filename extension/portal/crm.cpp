#include "extension/portal/crm.h"

#include <utility>

#include "extension/portal/batch.h"
#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

constexpr int kContact = 3, kCompany = 4;  // entityTypeId

Status append_companies(const json::value& result,
                        std::vector<std::pair<CompanyId, std::string>>& companies) {
  const json::value* items = member(result, "items");
  if (items == nullptr || !items->is_array()) return shape_error("crm.item.list: result.items is not a list");
  for (const json::value& row : items->get_array()) {
    RowReader reader(row, "company");
    companies.emplace_back(CompanyId{reader.integer("id")}, reader.text("title"));
    if (reader.error()) return *reader.error();
  }
  return Done{};
}

Status append_contacts(const json::value& result, std::vector<std::pair<ContactId, std::string>>& contacts) {
  const json::value* items = member(result, "items");
  if (items == nullptr || !items->is_array()) return shape_error("crm.item.list: result.items is not a list");
  for (const json::value& row : items->get_array()) {
    RowReader reader(row, "contact");
    std::string name = reader.text("name");
    const std::string last = reader.text("lastName");
    if (!name.empty() && !last.empty()) name += ' ';
    name += last;
    contacts.emplace_back(ContactId{reader.integer("id")}, std::move(name));
    if (reader.error()) return *reader.error();
  }
  return Done{};
}

}  // namespace

Result<std::vector<std::pair<CompanyId, std::string>>> list_companies(Caller& caller, const Actor& actor,
                                                                      std::span<const CompanyId> ids) {
  std::vector<std::pair<CompanyId, std::string>> companies;
  while (!ids.empty()) {
    Batch batch;
    for (; !ids.empty() && batch.size() < kBatchLimit; ids = ids.subspan(std::min(ids.size(), kPageSize))) {
      json::array wanted;
      for (const CompanyId id : ids.first(std::min(ids.size(), kPageSize))) wanted.push_back(id.value());
      batch.add("c" + std::to_string(batch.size()), "crm.item.list",
                {{"entityTypeId", kCompany},
                 {"select", {"id", "title"}},
                 {"filter", {{"id", wanted}}},
                 {"order", {{"id", "ASC"}}},
                 {"start", -1}});
    }
    const auto answer = run(caller, actor, batch, Effect::kRead, false);
    if (!answer) return answer.error();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto page = answer->result("c" + std::to_string(i));
      if (!page) return page.error();
      if (auto appended = append_companies(**page, companies); !appended) return appended.error();
    }
  }
  return companies;
}

Result<std::vector<std::pair<ContactId, std::string>>> list_contacts(Caller& caller, const Actor& actor,
                                                                     CompanyId company) {
  std::vector<std::pair<ContactId, std::string>> contacts;
  std::size_t before = 0;
  do {
    before = contacts.size();
    const std::int64_t last = contacts.empty() ? 0 : contacts.back().first.value();
    const auto answer = caller.call(actor, {"crm.item.list",
                                            {{"entityTypeId", kContact},
                                             {"select", {"id", "name", "lastName"}},
                                             {"filter", {{"companyId", company.value()}, {">id", last}}},
                                             {"order", {{"id", "ASC"}}},
                                             {"start", -1}},
                                            Effect::kRead});
    if (!answer) return answer.error();
    if (auto appended = append_contacts(answer->result, contacts); !appended) return appended.error();
  } while (contacts.size() == before + kPageSize && contacts.size() < kMaxContacts);
  return contacts;
}

}  // namespace sd::portal
