// Scripted and random faults of REST and the authorisation server (portal-api 11.5; codes: 1.4).
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/portal/engine/refusal.h"

namespace sd::portal_double {

// Kinds that refuse before the call: 503 429 expired invalid_token 500 unexpected deleted overload licence
// user scope oauth_link; of "oauth": revoked payment client. Kinds on the wire: html html200 (before the
// call), slow reset_after_commit half garbage empty (after it).
struct Fault {
  std::string method;  // lower case, "*", or "oauth" for the token endpoint
  std::string kind;
  int count = 1;
  int ms = 0;  // of "slow"
};

// Faults thrown by dice, the same for the same seed and requests.
struct FaultDice {
  double requests = 0;  // share of the requests that meet a fault
  double commands = 0;  // share of the commands in batches that are refused
  double oauth = 0;     // share of the token requests that meet one that changes nothing
  std::vector<std::string> kinds;
  int ms = 100;
};

// What a kind refuses with; nullopt for the kinds on the wire.
std::optional<Refusal> refusal_of(const std::string& kind);

class Faults {
 public:
  void add(Fault fault) { faults_.push_back(std::move(fault)); }
  void throw_dice(FaultDice dice, std::uint64_t seed);
  void clear();
  // The first scripted fault meant for the method, whose count goes down, or what the dice say.
  std::optional<Fault> take(const std::string& method, bool inside_batch);

 private:
  std::optional<Fault> thrown(const std::string& method, bool inside_batch);

  std::vector<Fault> faults_;
  FaultDice dice_;
  std::mt19937_64 random_;
};

}  // namespace sd::portal_double
