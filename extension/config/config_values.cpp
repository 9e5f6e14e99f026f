#include "extension/config/config_values.h"

#include <algorithm>
#include <filesystem>

namespace sd::config {
namespace {

const char* const kAddressAdvice = "Write it like \"https://desk.example.com\".";

}  // namespace

Secret ConfigValues::secret_in(TomlReader& in, const std::string& key, const std::string& file,
                               const char* advice) const {
  const std::optional<std::string> content = read_file_(file);
  if (!content) {
    in.problem(key, "the file cannot be read", "Create it, readable for the service's user only.");
    return {};
  }
  const std::size_t first = content->find_first_not_of(" \t\r\n");
  const std::size_t last = content->find_last_not_of(" \t\r\n");
  const std::string secret = first == std::string::npos ? "" : content->substr(first, last - first + 1);
  const bool printable =
      std::all_of(secret.begin(), secret.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (secret.empty() || secret.size() > 512 || !printable) {
    in.problem(key, "the file does not hold one line with a secret", advice);
    return {};
  }
  return Secret{secret};
}

std::optional<WebAddress> ConfigValues::web_address(TomlReader& in, const std::string& key,
                                                    const std::string& text) const {
  Result<WebAddress> address = parse_web_address(text);
  if (!address) {
    in.problem(key, address.error().detail, kAddressAdvice);
    return std::nullopt;
  }
  if (!address->secure && !address->loopback()) {
    in.problem(key, "http is allowed only on this machine (127.0.0.1, localhost)",
               "Use https: tokens travel to this address.");
    return std::nullopt;
  }
  return std::move(address).value();
}

std::optional<WebAddress> ConfigValues::web_origin(TomlReader& in, const std::string& key,
                                                   const std::string& text) const {
  std::optional<WebAddress> address = web_address(in, key, text);
  if (address && !address->path.empty()) {
    in.problem(key, "it holds a path", "Write scheme and host only, like \"" + address->origin() + "\".");
    return std::nullopt;
  }
  return address;
}

std::string ConfigValues::path(TomlReader& in, const std::string& key, const std::string& advice) const {
  const std::optional<std::string> text = in.required_text(key, advice);
  return text ? absolute(*text) : std::string();
}

std::string ConfigValues::absolute(const std::string& text) const {
  const std::filesystem::path folder = std::filesystem::path(file_).parent_path();
  return (folder / std::filesystem::path(text)).lexically_normal().string();
}

}  // namespace sd::config
