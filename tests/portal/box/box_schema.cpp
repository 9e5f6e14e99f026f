#include "tests/portal/box/box_schema.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "extension/storage/script.h"

namespace sd::portal_double {
namespace {

constexpr std::string_view kFields = "CUSTOM_FIELDS";
constexpr std::string_view kCreate = "CREATE TABLE ";

std::string file_text() {
  std::ifstream file(SD_BOX_TABLES);
  if (!file) throw std::runtime_error("cannot read " SD_BOX_TABLES);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<std::string> box_schema(const std::vector<std::string>& fields) {
  std::string custom;
  for (const std::string& field : fields) custom += ", " + field;
  std::vector<std::string> statements = storage::statements_of(file_text());
  for (std::string& statement : statements) {
    const std::size_t at = statement.find(kFields);
    if (at != std::string::npos) statement.replace(at, kFields.size(), custom);
  }
  return statements;
}

std::vector<std::string> box_table_names() {
  std::vector<std::string> names;
  for (const std::string& statement : box_schema({})) {
    names.push_back(statement.substr(kCreate.size(), statement.find(' ', kCreate.size()) - kCreate.size()));
  }
  return names;
}

}  // namespace sd::portal_double
