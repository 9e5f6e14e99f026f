#include "tests/portal/box/box_tables.h"

#include <date/date.h>
#include <date/tz.h>

#include "extension/storage/bulk_insert.h"
#include "tests/portal/box/box_schema.h"

namespace sd::portal_double {
namespace {

using storage::BulkInsert;

std::string serialised(const std::vector<std::string>& values) {
  std::string text = "a:" + std::to_string(values.size()) + ":{";
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += "i:" + std::to_string(i) + ";s:" + std::to_string(values[i].size()) + ":\"" + values[i] + "\";";
  }
  return text + "}";
}

std::string serialised(const std::vector<std::int64_t>& values) {
  std::string text = "a:" + std::to_string(values.size()) + ":{";
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += "i:" + std::to_string(i) + ";i:" + std::to_string(values[i]) + ";";
  }
  return text + "}";
}

// Characters of four bytes, which the box's old charset does not hold, as it writes them.
std::string coded(const std::string& text) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xF8U) != 0xF0U) {
      out += text[at];
      continue;
    }
    out += ':';
    for (const std::size_t end = at + 4; at < end; ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
    out += ':';
    --at;
  }
  return out;
}

class Box {
 public:
  Box(soci::session& sql, const Portal& portal, const BoxContent& content)
      : sql_(sql), portal_(portal), zone_(date::locate_zone(content.zone)), fields_(fields_of(portal)) {}

  void make() {
    std::vector<std::string> fields;
    for (const UserField* field : fields_) {
      fields.push_back(field->name + (field->type == "double" ? " DOUBLE" : " TEXT"));
    }
    for (const std::string& statement : box_schema(fields)) sql_ << statement;
  }

  void fill() {
    sql_ << "SET SESSION sql_mode = ''";  // a box writes what it likes
    for (const auto& [id, task] : portal_.tasks.all()) put(task, "N");
    for (const auto& [id, task] : portal_.bin) put(task, "Y");
    for (BulkInsert* table : {&tasks_, &values_, &log_, &messages_, &labels_, &tags_}) table->finish();
    put_labour();
    put_people();
    put_groups();
  }

 private:
  static constexpr auto kDialect = storage::Dialect::kMysql;

  void date(BulkInsert& row, Ms at) {
    if (at == 0) {
      row.null();
      return;
    }
    const date::sys_seconds instant{std::chrono::seconds{at / 1000}};
    row.text(date::format("%F %T", date::make_zoned(zone_, instant)));
  }
  static std::vector<const UserField*> fields_of(const Portal& portal) {
    std::vector<const UserField*> fields;
    for (const auto& [id, field] : portal.fields.all()) {
      if (!field.system) fields.push_back(&field);
    }
    return fields;
  }
  static void maybe(BulkInsert& row, const std::string& text) { text.empty() ? row.null() : row.text(text); }

  void put(const Task& task, const char* zombie) {
    tasks_.number(task.id)
        .text(coded(task.title))
        .text(task.description)
        .number(task.priority)
        .number(task.status);
    tasks_.number(task.responsible).number(task.created_by);
    date(tasks_, task.deadline);
    date(tasks_, task.created);
    date(tasks_, task.changed);
    date(tasks_, task.closed);
    tasks_.number(task.group).number(task.stage);
    task.comments.empty() ? tasks_.null() : tasks_.number(task.id);
    tasks_.text(task.task_control ? "Y" : "N");
    maybe(tasks_, task.xml_id);
    tasks_.text(task.guid).text(zombie);
    put_values(task);
    for (const auto& [tag, name] : task.tags) {
      labels_.number(tag).text(coded(name)).number(task.group);
      tags_.number(tag).number(task.id);
    }
    for (const HistoryRow& row : task.history) {
      log_.number(row.id);
      date(log_, row.at);
      log_.number(row.user).number(task.id).text(portal_.names.name(row.field));
      row.has_values ? log_.text(row.from) : log_.null();
      row.has_values ? log_.text(row.to) : log_.null();
    }
    if (!task.comments.empty()) messages_.number(task.id).text("").number(0).text("Y");
    for (const Comment& comment : task.comments) {
      messages_.number(task.id).text(comment.text).number(comment.author).text("N");
    }
  }

  // A task without custom values has no row.
  void put_values(const Task& task) {
    if (task.crm.empty() && task.uf.empty()) return;
    values_.number(task.id);
    task.crm.empty() ? values_.null() : values_.text(serialised(task.crm));
    for (const UserField* field : fields_) {
      const std::vector<std::string>* found = nullptr;
      for (const auto& [name, value] : task.uf) {
        if (portal_.names.name(name) == field->name) found = &value;
      }
      found == nullptr || found->empty() ? values_.null() : values_.text(found->front());
    }
  }

  void put_labour() {
    BulkInsert rows(
        sql_, kDialect,
        "INSERT INTO b_tasks_elapsed_time (ID, CREATED_DATE, DATE_START, DATE_STOP, USER_ID, TASK_ID,"
        " MINUTES, SECONDS, SOURCE, COMMENT_TEXT)",
        10);
    for (const auto& [id, record] : portal_.labour) {
      rows.number(id);
      date(rows, record.created);
      date(rows, record.start);
      date(rows, record.stop);
      rows.number(record.user).number(record.task).number(record.seconds / 60).number(record.seconds);
      rows.number(record.source).text(record.comment);
    }
    rows.finish();
  }

  void put_people() {
    BulkInsert users(sql_, kDialect,
                     "INSERT INTO b_user (ID, LOGIN, PASSWORD, CHECKWORD, ACTIVE, NAME, LAST_NAME, EMAIL,"
                     " EXTERNAL_AUTH_ID)",
                     9);
    BulkInsert values(sql_, kDialect, "INSERT INTO b_uts_user (VALUE_ID, UF_DEPARTMENT)", 2);
    for (const auto& [id, user] : portal_.directory.users) {
      users.number(id).text(user.email).text("$secret-password").text("$secret-checkword");
      users.text(user.active ? "Y" : "N").text(user.name).text(user.last_name).text(user.email);
      user.kind == UserKind::kEmail ? users.text("email") : users.null();
      values.number(id).text(serialised(user.departments));
    }
    users.finish();
    values.finish();
    BulkInsert companies(sql_, kDialect, "INSERT INTO b_crm_company (ID, TITLE)", 2);
    for (const auto& [id, company] : portal_.directory.companies) companies.number(id).text(company.title);
    companies.finish();
  }

  void put_groups() {
    BulkInsert groups(sql_, kDialect, "INSERT INTO b_sonet_group (ID, NAME, OWNER_ID, CLOSED)", 4);
    BulkInsert members(sql_, kDialect, "INSERT INTO b_sonet_user2group (USER_ID, GROUP_ID, ROLE)", 3);
    BulkInsert stages(
        sql_, kDialect,
        "INSERT INTO b_tasks_stages (ID, TITLE, SORT, COLOR, SYSTEM_TYPE, ENTITY_ID, ENTITY_TYPE)", 7);
    for (const auto& [id, group] : portal_.directory.groups) {
      groups.number(id).text(group.name).number(group.owner).text(group.closed ? "Y" : "N");
      for (const auto& [user, role] : group.members)
        members.number(user).number(id).text(std::string(1, role));
      for (const StageRow* stage :
           const_cast<Stages&>(portal_.stages).of('G', id)) {  // its reading makes defaults
        stages.number(stage->id)
            .text(stage->title)
            .number(stage->sort)
            .text(stage->color)
            .text(stage->system_type);
        stages.number(id).text("G");
      }
    }
    for (BulkInsert* table : {&groups, &members, &stages}) table->finish();
  }

  soci::session& sql_;
  const Portal& portal_;
  const date::time_zone* zone_;
  std::vector<const UserField*> fields_;  // in the order of their columns
  BulkInsert tasks_{
      sql_, kDialect,
      "INSERT INTO b_tasks (ID, TITLE, DESCRIPTION, PRIORITY, STATUS, RESPONSIBLE_ID, CREATED_BY,"
      " DEADLINE, CREATED_DATE, CHANGED_DATE, CLOSED_DATE, GROUP_ID, STAGE_ID, FORUM_TOPIC_ID,"
      " TASK_CONTROL, XML_ID, GUID, ZOMBIE)",
      18};
  BulkInsert values_{sql_, kDialect, "INSERT INTO b_uts_tasks_task", 2 + fields_.size()};
  BulkInsert log_{sql_, kDialect,
                  "INSERT INTO b_tasks_log (ID, CREATED_DATE, USER_ID, TASK_ID, FIELD, FROM_VALUE, TO_VALUE)",
                  7};
  BulkInsert labels_{sql_, kDialect, "INSERT IGNORE INTO b_tasks_label (ID, NAME, GROUP_ID)", 3};
  BulkInsert tags_{sql_, kDialect, "INSERT INTO b_tasks_task_tag (TAG_ID, TASK_ID)", 2};
  BulkInsert messages_{sql_, kDialect,
                       "INSERT INTO b_forum_message (TOPIC_ID, POST_MESSAGE, AUTHOR_ID, NEW_TOPIC)", 4};
};

}  // namespace

void write_box(soci::session& sql, const Portal& portal, const BoxContent& content) {
  Box box(sql, portal, content);
  box.make();
  box.fill();
}

void rewrite_box(soci::session& sql, const Portal& portal, const BoxContent& content) {
  for (const std::string& table : box_table_names()) sql << "DELETE FROM " + table;
  Box(sql, portal, content).fill();
}

}  // namespace sd::portal_double
