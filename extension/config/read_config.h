// servicedesk.toml in, a Config or every reason why not out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/config/config.h"

namespace sd::config {

// One wrong value, told so that it can be put right without reading code. Holds no secret.
struct Problem {
  std::string file;
  int line = 0;        // 0: the whole file
  std::string key;     // "listen.port", "portal[2].address"; "" for the whole file
  std::string reason;  // what is wrong
  std::string advice;  // what to do

  // "servicedesk.toml:3: listen.port: 99999 is not a port. Give a whole number from 1 to 65535."
  std::string text() const;
};

struct Reading {
  std::optional<Config> config;   // absent when there is a problem
  std::vector<Problem> problems;  // all of them, in the order of the file
};

// A file's content, or nullopt when it cannot be read. Used for client_secret_file.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

// Pure but for `read_file`. Relative paths in the text are taken from the folder of `file`. Refuses texts
// over 1 MiB.
Reading parse_config(std::string_view text, const std::string& file, const ReadFile& read_file);

// Reads `file` and the secret files it names.
Reading read_config(const std::string& file);

}  // namespace sd::config
