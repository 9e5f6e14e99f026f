#include "extension/storage/sealer.h"

#include <gtest/gtest.h>

namespace sd::storage {
namespace {

SodiumSealer::Key key(unsigned char fill) {
  SodiumSealer::Key bytes{};
  bytes.fill(fill);
  return bytes;
}

TEST(SodiumSealer, OpensWhatItSealed) {
  const SodiumSealer sealer(key(1));
  for (const std::string& text : {std::string("token"), std::string("a\0b", 3), std::string(10'000, 'x')}) {
    EXPECT_EQ(sealer.open(sealer.seal(text)).value(), text);
  }
}

TEST(SodiumSealer, KeepsNothingAsNothing) {
  const SodiumSealer sealer(key(1));
  EXPECT_EQ(sealer.seal(""), "");
  EXPECT_EQ(sealer.open("").value(), "");
}

TEST(SodiumSealer, HidesTheTextAndNeverRepeatsItself) {
  const SodiumSealer sealer(key(1));
  const std::string sealed = sealer.seal("token");
  EXPECT_EQ(sealed.find("token"), std::string::npos);
  EXPECT_NE(sealed, sealer.seal("token"));
}

TEST(SodiumSealer, RefusesAnotherKeyAlteredTextAndGarbage) {
  const SodiumSealer sealer(key(1));
  std::string sealed = sealer.seal("token");
  EXPECT_EQ(SodiumSealer(key(2)).open(sealed).error().code, "seal.broken");
  sealed.back() = sealed.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(sealer.open(sealed).error().code, "seal.broken");
  for (const char* garbage : {"x", "!!!!", "AAAA", "\xff\xfe"}) {
    EXPECT_EQ(sealer.open(garbage).error().code, "seal.broken") << garbage;
  }
}

}  // namespace
}  // namespace sd::storage
