// One manifest file of any bytes beside the shipped others: it ends in Manifests or in a refusal that names
// the file and a reason. The first byte chooses the file, the rest is its content.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "manifests/json_text.h"
#include "manifests/loader.h"

namespace {

using sd::manifests::Files;

Files shipped() {
  Files files;
  const std::filesystem::path root = SD_MANIFESTS;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    files[std::filesystem::relative(entry.path(), root).generic_string()] = bytes.str();
  }
  return files;
}

const char* file_for(std::uint8_t choice) {
  switch (choice) {
    case 's': return "stages.json";
    case 'd': return "dictionaries.json";
    case 't': return "settings.json";
    case 'c': return "calendars/ru.json";
    case 'l': return "translations/ru.json";
    default: return "application.json";
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Files originals = shipped();
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  // Most inputs are no JSON; the other files need not be read again for those.
  if (const auto parsed = sd::manifests::parse_json("fuzz.json", text, {}); !parsed) {
    if (!parsed.error().detail.starts_with("fuzz.json:")) std::abort();
    return 0;
  }
  Files files = originals;
  files[file_for(data[0])] = text;
  const sd::Result<sd::manifests::Manifests> read = sd::manifests::read_manifests(files);
  if (!read) {
    const std::string& detail = read.error().detail;
    if (!read.error().code.starts_with("manifest.") || detail.find(".json:") == std::string::npos) {
      // A language without a file is the one refusal that has no line.
      if (read.error().code != "manifest.unreadable") std::abort();
    }
    return 0;
  }
  for (const auto use : {sd::manifests::FieldUse::kType, sd::manifests::FieldUse::kStopper,
                         sd::manifests::FieldUse::kEstimate}) {
    if (read->application.field(use).name.size() > 20) std::abort();
  }
  for (const auto& [language, texts] : read->translations) {
    for (const auto& [key, words] : texts) (void)read->text(language, key, {{"detail", "{detail}"}});
  }
  return 0;
}
