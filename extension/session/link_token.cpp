#include "extension/session/link_token.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <exception>

namespace sd::session {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr int kTokenCode = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTokenLength = 43;  // of kTokenBytes in that code

bool is_token_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
}

}  // namespace

Secret new_link_token() {
  if (sodium_init() < 0) std::terminate();  // no source of randomness: a link could be guessed
  std::array<unsigned char, kTokenBytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(kTokenLength + 1, '\0');
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), kTokenCode);
  sodium_memzero(random.data(), random.size());
  text.pop_back();
  return Secret(std::move(text));
}

std::optional<std::string> link_token_hash(std::string_view token) {
  if (token.size() != kTokenLength || !std::all_of(token.begin(), token.end(), is_token_letter)) {
    return std::nullopt;
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

}  // namespace sd::session
