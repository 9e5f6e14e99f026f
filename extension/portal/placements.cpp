#include "extension/portal/placements.h"

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

void read_words(const json::value& row, PlacementBinding& binding) {
  const json::value* languages = member(row, "langAll");
  if (languages == nullptr || !languages->is_object()) return;
  for (const auto& [language, words] : languages->get_object()) {
    const RowReader reader(words, "langAll");
    binding.titles[std::string(language)] = reader.text("TITLE");
    binding.descriptions[std::string(language)] = reader.text("DESCRIPTION");
  }
}

}  // namespace

Result<std::vector<PlacementBinding>> list_placements(Caller& caller, const Actor& actor) {
  const auto answer = caller.call(actor, {"placement.get"});
  if (!answer) return answer.error();
  std::vector<PlacementBinding> bindings;
  if (is_empty(answer->result)) return bindings;
  if (!answer->result.is_array()) return shape_error("placement.get: result is not a list");
  for (const json::value& item : answer->result.get_array()) {
    const RowReader row(item, "placement");
    PlacementBinding binding{row.text("placement"), row.text("handler"), {}, {}};
    if (binding.code.empty()) return shape_error("placement.get: a row without placement");
    read_words(item, binding);
    bindings.push_back(std::move(binding));
  }
  return bindings;
}

Status bind_placement(Caller& caller, const Actor& actor, const PlacementBinding& binding) {
  json::object words;
  for (const auto& [language, title] : binding.titles) {
    const auto description = binding.descriptions.find(language);
    words[language] = {{"TITLE", title},
                       {"DESCRIPTION", description == binding.descriptions.end() ? "" : description->second}};
  }
  json::object params{{"PLACEMENT", binding.code}, {"HANDLER", binding.handler}, {"LANG_ALL", words}};
  if (!binding.titles.empty()) params["TITLE"] = binding.titles.begin()->second;
  const auto answer = caller.call(actor, {"placement.bind", params, Effect::kWrite});
  if (answer && !is_empty(answer->result)) return Done{};
  const Error failure = answer ? Error{ErrorKind::kInvalidArgument, "portal.refused",
                                       "placement.bind: the portal did not accept the handler's address"}
                               : answer.error();
  if (failure.code != "portal.refused" && failure.code != "portal.lost") return failure;
  const auto bound = list_placements(caller, actor);
  if (!bound) return failure;
  for (const PlacementBinding& standing : *bound) {
    if (standing.code == binding.code && standing.handler == binding.handler) return Done{};
  }
  return failure;
}

Result<std::int64_t> unbind_placement(Caller& caller, const Actor& actor, const std::string& code,
                                      const std::string& handler) {
  json::object params{{"PLACEMENT", code}};
  if (!handler.empty()) params["HANDLER"] = handler;
  const Call call{"placement.unbind", params, Effect::kWrite};
  auto answer = caller.call(actor, call);
  if (!answer && answer.error().code == "portal.lost")
    answer = caller.call(actor, call);  // removes what is left
  if (!answer) return answer.error();
  return RowReader(answer->result, "placement.unbind").integer_or("count", 0);
}

}  // namespace sd::portal
