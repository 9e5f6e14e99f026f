// How often somebody may fail from one address: guessing costs a database nothing. Thread-safe; forgets with
// the process, and each process counts for itself.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "extension/core/time.h"

namespace sd::clients {

class Attempts {
 public:
  static constexpr int kMostFailures = 10;
  static constexpr std::chrono::minutes kWindow{10};
  static constexpr std::size_t kMostSources = 10'000;

  // How long this source has to wait; absent: it may try.
  std::optional<Millis> wait(const std::string& source, TimePoint now);
  void failed(const std::string& source, TimePoint now);

 private:
  struct Count {
    TimePoint since;
    int failures = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

// What one person can hardly change of an address: an IPv4 address as it is, of an IPv6 address its first
// half (a network of one's own has all of the other). What is no address is taken as it is, cut to 64 bytes.
std::string source_of(const std::string& address);

}  // namespace sd::clients
