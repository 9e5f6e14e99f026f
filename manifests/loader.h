// Reads the manifests of a folder. Nothing is taken over from a folder with a mistake in it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "extension/core/result.h"
#include "manifests/manifest.h"

namespace sd::manifests {

// File name relative to the folder ("stages.json", "schemas/stages.schema.json") -> its bytes.
using Files = std::map<std::string, std::string, std::less<>>;

// Reads application.json, stages.json, dictionaries.json, settings.json, calendars/*.json and
// translations/<language>.json, checked against schemas/*.schema.json of the same folder and against one
// another.
//
// Errors, each with file, line and reason in `detail`: "manifest.unreadable" (kNotFound);
// "manifest.too_large", "manifest.syntax", "manifest.duplicate_key", "manifest.long_string",
// "manifest.schema", "manifest.rule" (kInvalidArgument); "manifest.bad_schema" when a schema is at fault.
Result<Manifests> load_manifests(const std::filesystem::path& folder);

// The same from files that are in memory already.
Result<Manifests> read_manifests(const Files& files);

}  // namespace sd::manifests
