// Seals secrets before they are stored: a stolen copy of the database alone opens no portal.
#pragma once

#include <array>
#include <string>

#include "extension/core/result.h"

namespace sd::storage {

class Sealer {
 public:
  virtual ~Sealer() = default;

  // Text safe for a VARCHAR column; differs each time. "" stays "".
  virtual std::string seal(const std::string& plain) const = 0;
  // Errors: "seal.broken" (kInternal): altered, or sealed with another key.
  virtual Result<std::string> open(const std::string& sealed) const = 0;
};

// libsodium's secretbox with one key for the whole service (config::Keys::sealing).
class SodiumSealer final : public Sealer {
 public:
  using Key = std::array<unsigned char, 32>;

  explicit SodiumSealer(const Key& key);
  ~SodiumSealer() override;
  SodiumSealer(const SodiumSealer&) = delete;
  SodiumSealer& operator=(const SodiumSealer&) = delete;

  std::string seal(const std::string& plain) const override;
  Result<std::string> open(const std::string& sealed) const override;

 private:
  Key key_;
};

}  // namespace sd::storage
