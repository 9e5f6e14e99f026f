// The two limits of a cloud portal (portal-api 1.8): a leaky bucket per source address and the operating
// time per application and method, kept in ten one-minute buckets. Lease time.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "tests/portal/engine/clock.h"

namespace sd::portal_double {

class Limits {
 public:
  bool on = false;
  double drain_per_second = 2;
  double capacity = 50;
  double operating_seconds = 480;

  // False: the bucket is full (503 QUERY_LIMIT_EXCEEDED).
  bool admit(const std::string& address, Ms now);
  // False: the method's budget is used up (429 OPERATION_TIME_LIMIT).
  bool may_run(const std::string& auth, const std::string& method, Ms now);
  void book(const std::string& auth, const std::string& method, double seconds, Ms now);

  struct Usage {
    double operating = 0;
    Ms reset_at = 0;
  };
  Usage usage(const std::string& auth, const std::string& method, Ms now);

  // What a call of the method costs beyond its real duration; tests make methods dear with it.
  void set_cost(const std::string& method, double seconds) { cost_[method] = seconds; }
  double cost(const std::string& method) const;

 private:
  struct Bucket {
    double level = 0;
    Ms at = 0;
  };
  struct Minute {
    Ms minute = 0, first_call = 0;
    double seconds = 0;
  };
  std::deque<Minute>& ring(const std::string& auth, const std::string& method, Ms now);

  std::map<std::string, Bucket> buckets_;
  std::map<std::pair<std::string, std::string>, std::deque<Minute>> rings_;
  std::map<std::string, double> cost_;
};

}  // namespace sd::portal_double
