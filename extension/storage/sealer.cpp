#include "extension/storage/sealer.h"

#include <sodium.h>

#include <exception>
#include <vector>

namespace sd::storage {
namespace {

constexpr std::size_t kNonce = crypto_secretbox_NONCEBYTES;
constexpr std::size_t kMac = crypto_secretbox_MACBYTES;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
static_assert(crypto_secretbox_KEYBYTES == std::tuple_size_v<SodiumSealer::Key>);

const unsigned char* bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SodiumSealer::SodiumSealer(const Key& key) : key_(key) {
  if (sodium_init() < 0) std::terminate();  // no source of randomness: nothing could be sealed safely
}

SodiumSealer::~SodiumSealer() { sodium_memzero(key_.data(), key_.size()); }

std::string SodiumSealer::seal(const std::string& plain) const {
  if (plain.empty()) return {};
  std::vector<unsigned char> box(kNonce + kMac + plain.size());
  randombytes_buf(box.data(), kNonce);
  crypto_secretbox_easy(box.data() + kNonce, bytes(plain), plain.size(), box.data(), key_.data());
  std::string text(sodium_base64_encoded_len(box.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), box.data(), box.size(), kBase64);
  text.pop_back();
  return text;
}

Result<std::string> SodiumSealer::open(const std::string& sealed) const {
  if (sealed.empty()) return std::string();
  const Error broken{ErrorKind::kInternal, "seal.broken", "altered, or sealed with another key file"};
  std::vector<unsigned char> box(sealed.size());
  std::size_t length = 0;
  if (sodium_base642bin(box.data(), box.size(), sealed.data(), sealed.size(), nullptr, &length, nullptr,
                        kBase64) != 0 ||
      length < kNonce + kMac) {
    return broken;
  }
  std::string plain(length - kNonce - kMac, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()), box.data() + kNonce,
                                 length - kNonce, box.data(), key_.data()) != 0) {
    return broken;
  }
  return plain;
}

}  // namespace sd::storage
