#include "extension/settings/sql/section_rows.h"

namespace sd::settings::sql {
namespace {

using soci::into;
using soci::use;

// One cell of a row that is bound: a number or a text, by the field's kind.
struct Place {
  long long number = 0;
  std::string text;
};

// Portal, group and dictionary, as a condition; what it names has to be bound.
struct Owner {
  Owner(const Description& described, long long portal_id, long long group_id)
      : description(described), portal(portal_id), group(group_id), kind(described.dictionary) {
    condition = " WHERE portal = :portal";
    if (description.of_group) condition += " AND group_id = :group";
    if (!kind.empty()) condition += " AND kind = :kind";
  }

  void bind(soci::statement& statement) {
    statement.exchange(use(portal, "portal"));
    if (description.of_group) statement.exchange(use(group, "group"));
    if (!kind.empty()) statement.exchange(use(kind, "kind"));
  }

  const Description& description;
  long long portal;
  long long group;
  std::string kind;
  std::string condition;
};

void prepare(soci::statement& statement, const std::string& text) {
  statement.alloc();
  statement.prepare(text);
  statement.define_and_bind();
}

std::string column_list(const Description& description, const char* before) {
  std::string list;
  for (const Field& field : description.fields) {
    if (!list.empty()) list += ", ";
    list += before + std::string(field.name);
  }
  return list;
}

std::string order_of(const Description& description) {
  if (description.ordered) return "sort";
  std::string order;
  for (const Field& field : description.fields) {
    if (field.key) order += (order.empty() ? "" : ", ") + std::string(field.name);
  }
  return order;
}

}  // namespace

std::vector<Row> read_rows(soci::session& sql, const Description& description, long long portal,
                           long long group) {
  std::vector<Row> rows;
  if (description.table.empty()) return rows;
  Owner owner(description, portal, group);
  std::vector<Place> places(description.fields.size());
  soci::statement select(sql);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (is_text(description.fields[i].kind)) {
      select.exchange(into(places[i].text));
    } else {
      select.exchange(into(places[i].number));
    }
  }
  owner.bind(select);
  prepare(select, "SELECT " + column_list(description, "") + " FROM " + std::string(description.table) +
                      owner.condition + " ORDER BY " + order_of(description));
  select.execute();
  while (select.fetch()) {
    Row row;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (is_text(description.fields[i].kind)) {
        row.emplace_back(places[i].text);
      } else {
        row.emplace_back(std::int64_t{places[i].number});
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void write_rows(soci::session& sql, const Description& description, long long portal, long long group,
                const std::vector<Row>& rows) {
  if (description.table.empty()) return;
  Owner owner(description, portal, group);
  const std::string table(description.table);
  soci::statement clear(sql);
  owner.bind(clear);
  prepare(clear, "DELETE FROM " + table + owner.condition);
  clear.execute(true);
  if (rows.empty()) return;

  std::string columns = "portal", values = ":portal";
  if (description.of_group) columns += ", group_id", values += ", :group";
  if (!owner.kind.empty()) columns += ", kind", values += ", :kind";
  if (description.ordered) columns += ", sort", values += ", :sort";
  columns += ", " + column_list(description, "");
  values += ", " + column_list(description, ":");
  std::vector<Place> places(description.fields.size());
  long long sort = 0;
  soci::statement insert(sql);
  owner.bind(insert);
  if (description.ordered) insert.exchange(use(sort, "sort"));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string name(description.fields[i].name);
    if (is_text(description.fields[i].kind)) {
      insert.exchange(use(places[i].text, name));
    } else {
      insert.exchange(use(places[i].number, name));
    }
  }
  prepare(insert, "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")");
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (is_text(description.fields[i].kind)) {
        places[i].text = text_of(row, i);
      } else {
        places[i].number = number_of(row, i);
      }
    }
    insert.execute(true);
    ++sort;
  }
}

}  // namespace sd::settings::sql
