#include "extension/session/session.h"

#include <sodium.h>

#include <charconv>
#include <optional>
#include <vector>

namespace sd::session {
namespace {

constexpr std::size_t kMaxToken = 512;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encoded(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), kBase64), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kBase64);
  out.pop_back();  // the terminating zero
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                        nullptr, &length, &end, kBase64) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  out.resize(length);
  return out;
}

std::string mac(std::string_view text, const SessionSigner::Key& key) {
  std::string out(crypto_auth_BYTES, '\0');
  crypto_auth(reinterpret_cast<unsigned char*>(out.data()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data());
  return out;
}

Error refused(const char* code) { return {ErrorKind::kPermissionDenied, code, {}}; }

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = text.find(by);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

std::string SessionSigner::sign(const Session& session) const {
  const std::string payload =
      "1|" + std::to_string(session.portal.value()) + "|" + std::to_string(session.user.value()) + "|" +
      (session.administrator ? "1" : "0") + "|" + (session.external ? "1" : "0") + "|" +
      (session.lang == "ru" ? "ru" : "en") + "|" + std::to_string(to_ms(session.expires_at)) +
      (session.link == 0 ? "" : "|" + std::to_string(session.link));
  return encoded(payload) + "." + encoded(mac(payload, key_));
}

Result<Session> SessionSigner::check(std::string_view token, TimePoint now) const {
  if (token.empty()) return refused("session.missing");
  const std::size_t dot = token.find('.');
  if (token.size() > kMaxToken || dot == std::string_view::npos) return refused("session.malformed");
  const std::optional<std::string> payload = decoded(token.substr(0, dot));
  const std::optional<std::string> given = decoded(token.substr(dot + 1));
  if (!payload || !given || given->size() != crypto_auth_BYTES) return refused("session.malformed");
  if (crypto_auth_verify(reinterpret_cast<const unsigned char*>(given->data()),
                         reinterpret_cast<const unsigned char*>(payload->data()), payload->size(),
                         key_.data()) != 0) {
    return refused("session.forged");
  }
  const std::vector<std::string_view> parts = split(*payload, '|');
  if ((parts.size() != 7 && parts.size() != 8) || parts[0] != "1") return refused("session.malformed");
  const auto portal = number(parts[1]);
  const auto user = number(parts[2]);
  const auto expires = number(parts[6]);
  const auto link = parts.size() == 8 ? number(parts[7]) : std::optional<std::int64_t>(0);
  if (!portal || !user || !expires || !link) return refused("session.malformed");
  if (*expires <= to_ms(now)) return refused("session.expired");
  return Session{PortalId{*portal}, UserId{*user}, parts[3] == "1", parts[4] == "1", std::string(parts[5]),
                 from_ms(*expires), *link};
}

}  // namespace sd::session
