// crm.company.*, crm.contact.*, crm.item.* of companies and contacts (portal-api 5.5).
#include <algorithm>

#include "tests/portal/rest/call.h"
#include "tests/portal/rest/row_filter.h"

namespace sd::portal_double {
namespace {

constexpr std::int64_t kContactType = 3, kCompanyType = 4;

void staff_only(const Call& call) {
  const User* user = call.portal.directory.user(call.caller.user);
  if (user && !user->staff()) {
    throw Refusal(403, "allowed_only_intranet_user", "Only intranet users are allowed");
  }
}

json::array multi(const char* type, const std::string& value, std::int64_t id) {
  if (value.empty()) return {};
  return {
      json::object{{"ID", std::to_string(id)}, {"VALUE_TYPE", "WORK"}, {"VALUE", value}, {"TYPE_ID", type}}};
}

json::object company_row(const Call& call, const Company& company) {
  return {{"ID", std::to_string(company.id)},
          {"TITLE", company.title},
          {"COMPANY_TYPE", company.type},
          {"HAS_PHONE", company.phone.empty() ? "N" : "Y"},
          {"HAS_EMAIL", company.email.empty() ? "N" : "Y"},
          {"ASSIGNED_BY_ID", "1"},
          {"CREATED_BY_ID", "1"},
          {"MODIFY_BY_ID", "1"},
          {"COMMENTS", nullptr},
          {"DATE_CREATE", call.date(company.created)},
          {"DATE_MODIFY", call.date(company.modified)},
          {"OPENED", "Y"},
          {"IS_MY_COMPANY", company.mine ? "Y" : "N"},
          {"ORIGINATOR_ID", nullptr},
          {"ORIGIN_ID", nullptr}};
}

json::object company_item(const Call& call, const Company& company) {
  return {{"id", company.id},
          {"title", company.title},
          {"typeId", company.type},
          {"isMyCompany", company.mine ? "Y" : "N"},
          {"opened", "Y"},
          {"assignedById", 1},
          {"createdBy", 1},
          {"updatedBy", 1},
          {"createdTime", call.date(company.created)},
          {"updatedTime", call.date(company.modified)},
          {"categoryId", 0},
          {"hasPhone", company.phone.empty() ? "N" : "Y"},
          {"hasEmail", company.email.empty() ? "N" : "Y"},
          {"entityTypeId", kCompanyType}};
}

json::object contact_row(const Contact& contact) {
  return {{"ID", std::to_string(contact.id)},
          {"NAME", contact.name},
          {"LAST_NAME", contact.last_name},
          {"COMPANY_ID",
           contact.company == 0 ? json::value(nullptr) : json::value(std::to_string(contact.company))},
          {"HAS_EMAIL", contact.email.empty() ? "N" : "Y"},
          {"ASSIGNED_BY_ID", "1"}};
}

json::object contact_item(const Contact& contact) {
  return {{"id", contact.id},
          {"name", contact.name},
          {"lastName", contact.last_name},
          {"companyId", contact.company},
          {"companyIds", contact.company == 0 ? json::array{} : json::array{contact.company}},
          {"assignedById", 1},
          {"entityTypeId", kContactType}};
}

std::vector<std::string> select_of(const Call& call) {
  const json::value* select = find_any(call.params, {"select", "SELECT"});
  return select ? texts_of(*select) : std::vector<std::string>{};
}

json::object object_any(const Call& call, const char* lower, const char* upper) {
  const json::value* value = find_any(call.params, {lower, upper});
  return value && value->is_object() ? value->get_object() : json::object{};
}

bool wants(const std::vector<std::string>& select, const char* name) {
  return std::find(select.begin(), select.end(), name) != select.end();
}

json::value company_list(Call& call) {
  staff_only(call);
  const std::vector<std::string> select = select_of(call);
  std::vector<json::object> rows;
  for (const auto& [id, company] : call.portal.directory.companies) {
    const json::object row = company_row(call, company);
    if (!row_fits(row, object_any(call, "filter", "FILTER"))) continue;
    json::object shown = pick(row, select, "ID");
    if (wants(select, "PHONE")) shown["PHONE"] = multi("PHONE", company.phone, id * 10);
    if (wants(select, "EMAIL")) shown["EMAIL"] = multi("EMAIL", company.email, id * 10 + 1);
    rows.push_back(std::move(shown));
  }
  sort_rows(rows, object_any(call, "order", "ORDER"));
  return to_array(call.page(std::move(rows)));
}

json::value company_get(Call& call) {
  staff_only(call);
  const json::value* id = find_any(call.params, {"id", "ID"});
  const auto found = call.portal.directory.companies.find(id ? int_of(*id).value_or(0) : 0);
  if (found == call.portal.directory.companies.end()) throw Refusal(400, "", "Not found");
  json::object row = company_row(call, found->second);
  row["PHONE"] = multi("PHONE", found->second.phone, found->first * 10);
  row["EMAIL"] = multi("EMAIL", found->second.email, found->first * 10 + 1);
  return row;
}

json::value company_fields(Call&) {
  json::object out;
  for (const char* name : {"ID", "TITLE", "COMPANY_TYPE", "PHONE", "EMAIL", "ASSIGNED_BY_ID"}) {
    out[name] = json::object{{"type", "string"}, {"title", name}};
  }
  return out;
}

// A person changes a company; raises the event the extension listens to.
json::value company_update(Call& call) {
  staff_only(call);
  const json::value* id = find_any(call.params, {"id", "ID"});
  const auto found = call.portal.directory.companies.find(id ? int_of(*id).value_or(0) : 0);
  if (found == call.portal.directory.companies.end()) throw Refusal(400, "", "Company is not found");
  const json::object fields = object_any(call, "fields", "FIELDS");
  if (fields.contains("TITLE")) found->second.title = text_at(fields, "TITLE");
  found->second.modified = call.portal.clock.now();
  call.portal.events.raise("ONCRMCOMPANYUPDATE", fields_id(found->first), call.caller);
  return true;
}

json::value company_add(Call& call) {
  staff_only(call);
  const json::object fields = object_any(call, "fields", "FIELDS");
  if (text_at(fields, "TITLE").empty()) throw Refusal(400, "", "TITLE is required");
  auto& companies = call.portal.directory.companies;
  Company company;
  company.id = companies.empty() ? 591 : companies.rbegin()->first + 2;
  company.title = text_at(fields, "TITLE");
  company.created = company.modified = call.portal.clock.now();
  companies[company.id] = company;
  call.portal.events.raise("ONCRMCOMPANYADD", fields_id(company.id), call.caller);
  return company.id;
}

json::value company_delete(Call& call) {
  staff_only(call);
  const json::value* id = find_any(call.params, {"id", "ID"});
  const std::int64_t company = id ? int_of(*id).value_or(0) : 0;
  if (call.portal.directory.companies.erase(company) == 0) throw Refusal(400, "", "Company is not found");
  call.portal.events.raise("ONCRMCOMPANYDELETE", fields_id(company), call.caller);
  return true;
}

json::value contact_list(Call& call) {
  staff_only(call);
  const std::vector<std::string> select = select_of(call);
  json::object filter = object_any(call, "filter", "FILTER");
  const std::string email = text_at(filter, "EMAIL");
  std::vector<json::object> rows;
  for (const auto& [id, contact] : call.portal.directory.contacts) {
    if (!email.empty() && contact.email != email) continue;
    const json::object row = contact_row(contact);
    if (!row_fits(row, filter)) continue;
    json::object shown = pick(row, select, "ID");
    if (wants(select, "EMAIL")) shown["EMAIL"] = multi("EMAIL", contact.email, id * 10 + 1);
    rows.push_back(std::move(shown));
  }
  sort_rows(rows, object_any(call, "order", "ORDER"));
  return to_array(call.page(std::move(rows)));
}

json::value contact_companies(Call& call) {
  staff_only(call);
  const json::value* id = find_any(call.params, {"id", "ID"});
  const auto found = call.portal.directory.contacts.find(id ? int_of(*id).value_or(0) : 0);
  if (found == call.portal.directory.contacts.end()) throw Refusal(200, "", "Not found");
  if (found->second.company == 0) return json::array{};
  return json::array{json::object{
      {"COMPANY_ID", found->second.company}, {"SORT", 100}, {"ROLE_ID", 0}, {"IS_PRIMARY", "Y"}}};
}

bool item_fits(const json::object& row, const json::object& filter);

bool nested_fits(const json::object& row, const json::object& group) {
  std::string logic = text_at(group, "logic");
  bool any = false, all = true;
  for (const auto& entry : group) {
    if (entry.key() == "logic" || !entry.value().is_object()) continue;
    const bool fits = item_fits(row, entry.value().get_object());
    any = any || fits;
    all = all && fits;
  }
  return logic == "OR" ? any : all;
}

bool item_fits(const json::object& row, const json::object& filter) {
  json::object plain;
  for (const auto& entry : filter) {
    if (entry.value().is_object()) {
      if (!nested_fits(row, entry.value().get_object())) return false;
      continue;
    }
    std::string name(entry.key());
    name.erase(0, name.find_first_not_of("!<>=%@"));
    if (!row.contains(name)) {
      throw Refusal(400, "INVALID_ARG_VALUE",
                    "Invalid filter: field '" + name + "' is not allowed in filter");
    }
    plain[entry.key()] = entry.value();
  }
  return row_fits(row, plain);
}

json::array fm(const std::string& phone, const std::string& email, std::int64_t id) {
  json::array out;
  if (!phone.empty())
    out.push_back(
        json::object{{"id", id * 10}, {"typeId", "PHONE"}, {"valueType", "WORK"}, {"value", phone}});
  if (!email.empty())
    out.push_back(
        json::object{{"id", id * 10 + 1}, {"typeId", "EMAIL"}, {"valueType", "WORK"}, {"value", email}});
  return out;
}

std::int64_t entity_type(const Call& call) {
  const std::int64_t type = int_at(call.params, "entityTypeId").value_or(0);
  if (type != kContactType && type != kCompanyType)
    throw Refusal(400, "NOT_FOUND", "Smart process not found");
  return type;
}

json::value item_list(Call& call) {
  staff_only(call);
  const std::int64_t type = entity_type(call);
  const std::vector<std::string> select = select_of(call);
  const json::object& filter = object_at(call.params, "filter");
  std::vector<json::object> rows;
  const auto take = [&](const json::object& row, json::array multi_fields) {
    if (!item_fits(row, filter)) return;
    json::object shown = pick(row, select, "id");
    if (wants(select, "*")) shown["fm"] = std::move(multi_fields);
    rows.push_back(std::move(shown));
  };
  if (type == kCompanyType) {
    for (const auto& [id, company] : call.portal.directory.companies)
      take(company_item(call, company), fm(company.phone, company.email, id));
  } else {
    for (const auto& [id, contact] : call.portal.directory.contacts)
      take(contact_item(contact), fm(contact.phone, contact.email, id));
  }
  sort_rows(rows, object_at(call.params, "order"));
  return json::object{{"items", to_array(call.page(std::move(rows)))}};
}

json::value item_get(Call& call) {
  staff_only(call);
  const std::int64_t type = entity_type(call);
  const std::int64_t id = int_at(call.params, "id").value_or(0);
  const Directory& directory = call.portal.directory;
  if (type == kCompanyType && directory.companies.contains(id)) {
    return json::object{{"item", company_item(call, directory.companies.at(id))}};
  }
  if (type == kContactType && directory.contacts.contains(id)) {
    return json::object{{"item", contact_item(directory.contacts.at(id))}};
  }
  throw Refusal(400, "NOT_FOUND", "Item not found");
}

}  // namespace

void add_crm_methods(MethodTable& table) {
  table["crm.company.list"] = {"crm", company_list};
  table["crm.company.get"] = {"crm", company_get};
  table["crm.company.fields"] = {"crm", company_fields};
  table["crm.company.add"] = {"crm", company_add};
  table["crm.company.update"] = {"crm", company_update};
  table["crm.company.delete"] = {"crm", company_delete};
  table["crm.contact.list"] = {"crm", contact_list};
  table["crm.contact.company.items.get"] = {"crm", contact_companies};
  table["crm.item.list"] = {"crm", item_list, true};
  table["crm.item.get"] = {"crm", item_get, true};
}

}  // namespace sd::portal_double
