// Values that name something beside the configuration: addresses, files and the secrets in them. Each notes
// what is wrong with it as a problem of its key. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "extension/config/toml_reader.h"

namespace sd::config {

class ConfigValues {
 public:
  // Relative paths are taken from the folder of `file`. References must outlive this object.
  ConfigValues(const std::string& file, const ReadFile& read_file) : file_(file), read_file_(read_file) {}

  // The one line of `file`, which `key` names.
  Secret secret_in(TomlReader& in, const std::string& key, const std::string& file, const char* advice) const;
  // An address of https, or of this machine.
  std::optional<WebAddress> web_address(TomlReader& in, const std::string& key,
                                        const std::string& text) const;
  // The same without a path.
  std::optional<WebAddress> web_origin(TomlReader& in, const std::string& key, const std::string& text) const;
  // The path under `key`, which has to be there; "" when it is not.
  std::string path(TomlReader& in, const std::string& key, const std::string& advice) const;
  std::string absolute(const std::string& text) const;
  bool readable(const std::string& file) const { return read_file_(file).has_value(); }

 private:
  const std::string& file_;
  const ReadFile& read_file_;
};

}  // namespace sd::config
