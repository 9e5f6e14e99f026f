#include "manifests/loader.h"

#include <fstream>
#include <system_error>

#include "manifests/coherence.h"
#include "manifests/decode.h"
#include "manifests/json_text.h"
#include "manifests/schema_check.h"

namespace sd::manifests {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = 1U << 20;
constexpr std::size_t kLongestTranslation = 8'000;  // bytes; the schema counts characters
constexpr std::size_t kFilesPerFolder = 100;

Error unreadable(const std::string& name, const std::string& reason) {
  return {ErrorKind::kNotFound, "manifest.unreadable", name + ": " + reason};
}

Result<std::string> read_file(const fs::path& path, const std::string& name) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return unreadable(name, error.message());
  if (size > kLargestFile) {
    return Error{ErrorKind::kInvalidArgument, "manifest.too_large",
                 name + ":1: the file is larger than 1 MiB"};
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    return unreadable(name, "cannot be read");
  }
  return bytes;
}

Status collect(const fs::path& folder, const std::string& below, Files& files) {
  std::error_code error;
  fs::directory_iterator entries(folder / below, error);
  if (error) return unreadable(below.empty() ? folder.filename().string() : below, error.message());
  std::size_t count = 0;
  for (const fs::directory_entry& entry : entries) {
    if (entry.path().extension() != ".json" || !entry.is_regular_file(error)) continue;
    if (++count > kFilesPerFolder) return unreadable(below, "too many files");
    const std::string name = below + entry.path().filename().string();
    Result<std::string> bytes = read_file(entry.path(), name);
    if (!bytes) return bytes.error();
    files.emplace(name, std::move(bytes).value());
  }
  return Done{};
}

// The file of that name, parsed and accepted by its schema.
Result<JsonText> accepted(const Files& files, const std::string& name, const std::string& schema_name) {
  const auto file = files.find(name);
  if (file == files.end()) return unreadable(name, "there is no such file");
  const auto schema_file = files.find(schema_name);
  if (schema_file == files.end()) return unreadable(schema_name, "there is no such file");

  JsonLimits limits;
  if (name.starts_with("translations/")) limits.string_bytes = kLongestTranslation;
  Result<JsonText> document = parse_json(name, file->second, limits);
  if (!document) return document;
  Result<JsonText> schema = parse_json(schema_name, schema_file->second, JsonLimits{});
  if (!schema) return schema;
  if (const Status fits = check_schema(*document, *schema); !fits) return fits.error();
  return document;
}

template <class T>
using Decode = Result<T> (*)(const JsonText&);

// Reads one file into `value` and keeps its source; the error, or nothing.
template <class T>
Status take(const Files& files, const std::string& name, const std::string& schema, Decode<T> decode,
            JsonText& source, T& value) {
  Result<JsonText> document = accepted(files, name, schema);
  if (!document) return document.error();
  Result<T> decoded = decode(*document);
  if (!decoded) return decoded.error();
  source = std::move(document).value();
  value = std::move(decoded).value();
  return Done{};
}

template <class T>
Status take(const Files& files, const std::string& word, Decode<T> decode, JsonText& source, T& value) {
  return take(files, word + ".json", "schemas/" + word + ".schema.json", decode, source, value);
}

}  // namespace

Result<Manifests> read_manifests(const Files& files) {
  Manifests result;
  Sources sources;
  if (Status s = take(files, "application", decode_application, sources.application, result.application);
      !s) {
    return s.error();
  }
  if (Status s = take(files, "stages", decode_stages, sources.stages, result.stages); !s) return s.error();
  if (Status s = take(files, "dictionaries", decode_dictionaries, sources.dictionaries, result.dictionaries);
      !s) {
    return s.error();
  }
  if (Status s = take(files, "settings", decode_settings, sources.settings, result.settings); !s)
    return s.error();
  for (const auto& [name, bytes] : files) {
    if (!name.starts_with("calendars/")) continue;
    Status s = take(files, name, "schemas/calendar.schema.json", decode_country,
                    sources.countries.emplace_back(), result.countries.emplace_back());
    if (!s) return s.error();
  }
  for (const std::string& language : result.application.languages) {
    const std::string name = "translations/" + language + ".json";
    Status s = take(files, name, "schemas/translations.schema.json", decode_translations,
                    sources.translations.emplace_back(), result.translations[language]);
    if (!s) return s.error();
  }
  if (const Status coherent = check_coherence(result, sources); !coherent) return coherent.error();
  return result;
}

Result<Manifests> load_manifests(const fs::path& folder) {
  Files files;
  for (const char* below : {"", "schemas/", "calendars/", "translations/"}) {
    if (Status s = collect(folder, below, files); !s) return s.error();
  }
  return read_manifests(files);
}

}  // namespace sd::manifests
