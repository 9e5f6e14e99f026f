// Whether rows may be kept, field by field: what is wrong is said beside the field it is wrong with.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extension/settings/rules/section.h"

namespace sd::settings {

struct Wrong {
  std::size_t row = 0;
  std::string field;  // "" : the rows as a whole
  std::string code;

  friend bool operator==(const Wrong&, const Wrong&) = default;
};

// In the order of rows and fields; empty when all is well. Codes: "settings.required" (blank text, or nobody
// where somebody is needed), "settings.too_long", "settings.control" (control characters), "settings.color",
// "settings.date" (no day of the calendar), "settings.choice", "settings.range", "settings.twice" (a key that
// was there before; titles without case and spaces), "settings.alarm_first" (an alarm before its warning),
// "settings.last_first" (an absence that ends before it begins), "settings.overlap" (one within another of
// the same person), "settings.too_many". Every row has the cells its description asks for: the caller has
// decoded them so.
std::vector<Wrong> check(const Description& description, std::span<const Row> rows);

// "2026-02-28": a day of the calendar, from 1970 to 2199.
bool is_date(std::string_view text);

}  // namespace sd::settings
