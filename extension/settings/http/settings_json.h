// Settings on the wire: rows as objects by the descriptions of their sections.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "extension/http/message.h"
#include "extension/settings/edit_group.h"
#include "extension/settings/edit_stages.h"
#include "extension/settings/save_settings.h"

namespace sd::settings {

namespace json = boost::json;

// --- out ---
json::array rows_json(const Description& description, const std::vector<Row>& rows);
json::array wrong_json(const std::vector<Wrong>& wrong);
json::array saves_json(const std::vector<Saved>& saves);
json::array sheet_json(const StageSheet& sheet);
http::Response answer(const json::value& body, int status = 200);
// 400 {"error": "settings.wrong", "wrong": [...]}
http::Response wrong_answer(const std::vector<Wrong>& wrong);
// 409 {"error": "settings.stale", "meanwhile": [...]}
http::Response stale_answer(const std::vector<Saved>& meanwhile);

// --- in; errors (kInvalidArgument): "request.too_large" (2 MiB), "request.json", and "request.<field>" for
// what is missing or of another type. Who edits is the handler's to say.
Result<SaveCommand> decode_save(Section section, const std::string& body);
Result<EditStagesCommand> decode_stages(const std::string& body);
Result<EditGroupCommand> decode_group(const std::string& body);
struct ReleaseOrder {
  GroupId group;
  std::int64_t seen = 0;
};
Result<ReleaseOrder> decode_release(const std::string& body);

}  // namespace sd::settings
