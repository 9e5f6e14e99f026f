#include "extension/clients/attempts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace sd::clients {

std::optional<Millis> Attempts::wait(const std::string& source, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(source);
  if (found == counts_.end() || found->second.failures < kMostFailures) return std::nullopt;
  const Millis left = found->second.since + kWindow - now;
  if (left <= Millis::zero()) return std::nullopt;
  return left;
}

void Attempts::failed(const std::string& source, TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kMostSources && !counts_.contains(source)) {
    std::erase_if(counts_, [now](const auto& entry) { return entry.second.since + kWindow <= now; });
    // All of them lately: the oldest makes room.
    if (counts_.size() >= kMostSources) {
      counts_.erase(std::min_element(counts_.begin(), counts_.end(), [](const auto& left, const auto& right) {
        return left.second.since < right.second.since;
      }));
    }
  }
  Count& count = counts_[source];
  if (count.failures == 0 || count.since + kWindow <= now) count = {now, 0};
  ++count.failures;
}

std::string source_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address.substr(0, 64);
  static constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) return address;  // an IPv4 address
  std::string network;
  for (std::size_t at = 0; at < bytes.size() / 2; ++at) {
    std::array<char, 3> hex{};
    std::snprintf(hex.data(), hex.size(), "%02x", bytes[at]);
    network += hex.data();
  }
  return network;
}

}  // namespace sd::clients
