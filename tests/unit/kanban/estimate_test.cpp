#include "kanban/rules/estimate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace sd::kanban {
namespace {

struct Typed {
  const char* name;
  const char* text;
  Minutes minutes;
};

class AcceptedEstimate : public testing::TestWithParam<Typed> {};

TEST_P(AcceptedEstimate, IsWholeMinutes) {
  const Result<Minutes> parsed = parse_estimate(GetParam().text);
  ASSERT_TRUE(parsed.has_value()) << parsed.error().code;
  EXPECT_EQ(*parsed, GetParam().minutes);
}

INSTANTIATE_TEST_SUITE_P(Domain3, AcceptedEstimate,
                         testing::Values(Typed{"Comma", "1,5", 90}, Typed{"Point", "1.5", 90},
                                         Typed{"Clock", "1:30", 90}, Typed{"HoursRu", "2 ч", 120},
                                         Typed{"HoursEn", "2 h", 120}, Typed{"MinutesRu", "90 мин", 90},
                                         Typed{"HoursAndMinutes", "1 ч 30 мин", 90},
                                         Typed{"LongWord", "3 Часа", 180}, Typed{"Empty", "", std::nullopt},
                                         Typed{"Blank", " \t", std::nullopt}, Typed{"Zero", "0", 0},
                                         Typed{"MinusZero", "-0", 0}, Typed{"Spaces", "  4  ", 240},
                                         Typed{"NoLeadingDigit", ",5", 30}, Typed{"HalfUp", "0,025", 2},
                                         Typed{"BelowHalf", "0,0249999", 1}, Typed{"Limit", "10000", 600000},
                                         Typed{"LimitInMinutes", "600000 мин", 600000},
                                         Typed{"LeadingZeros", "0000000002", 120}, Typed{"Plus", "+2", 120},
                                         Typed{"BigClock", "100:05", 6005}),
                         [](const auto& row) { return row.param.name; });

struct Refused {
  const char* name;
  const char* text;
  const char* code;
};

class RefusedEstimate : public testing::TestWithParam<Refused> {};

TEST_P(RefusedEstimate, SaysWhy) {
  const Result<Minutes> parsed = parse_estimate(GetParam().text);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().code, GetParam().code);
  EXPECT_EQ(parsed.error().kind, ErrorKind::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Domain3, RefusedEstimate,
                         testing::Values(Refused{"Negative", "-1", "estimate.negative"},
                                         Refused{"NegativeTypographic", "−0,5", "estimate.negative"},
                                         Refused{"NotANumber", "NaN", "estimate.not_a_number"},
                                         Refused{"Infinite", "inf", "estimate.not_a_number"},
                                         Refused{"NegativeInfinite", "-inf", "estimate.not_a_number"},
                                         Refused{"AboveTheLimit", "10000,01", "estimate.too_large"},
                                         Refused{"FarAbove", "99999999999999999999999", "estimate.too_large"},
                                         Refused{"ClockAbove", "10000:01", "estimate.too_large"},
                                         Refused{"Words", "много", "estimate.not_a_number"},
                                         Refused{"UnknownUnit", "2 дня", "estimate.not_a_number"},
                                         Refused{"OneMinuteDigit", "1:5", "estimate.not_a_number"},
                                         Refused{"SixtyMinutes", "1:60", "estimate.not_a_number"},
                                         Refused{"TwoPoints", "1.2.3", "estimate.not_a_number"},
                                         Refused{"Exponent", "1e3", "estimate.not_a_number"},
                                         Refused{"Sign", "-", "estimate.not_a_number"},
                                         Refused{"Point", ".", "estimate.not_a_number"},
                                         Refused{"Hex", "0x10", "estimate.not_a_number"}),
                         [](const auto& row) { return row.param.name; });

TEST(PortalEstimate, ReadsWhatAPortalPrints) {
  EXPECT_EQ(read_estimate("1.5"), (PortalEstimate{90, ""}));
  EXPECT_EQ(read_estimate("1.0E+2"), (PortalEstimate{6000, ""}));
  EXPECT_EQ(read_estimate("0.8333333333333333"), (PortalEstimate{50, ""}));
  EXPECT_EQ(read_estimate("0"), (PortalEstimate{0, ""}));
  EXPECT_EQ(read_estimate(""), (PortalEstimate{std::nullopt, ""}));
}

TEST(PortalEstimate, InvalidValuesAreKeptRawAndTreatedAsEmpty) {
  for (const char* raw : {"-1", "NAN", "INF", "10001", "1e999", "-1.0E-3", "abc"}) {
    EXPECT_EQ(read_estimate(raw), (PortalEstimate{std::nullopt, raw})) << raw;
  }
}

TEST(PortalEstimate, WritesHoursWithAPoint) {
  EXPECT_EQ(portal_estimate(90), "1.5");
  EXPECT_EQ(portal_estimate(50), "0.8333");
  EXPECT_EQ(portal_estimate(120), "2");
  EXPECT_EQ(portal_estimate(0), "0");
  EXPECT_EQ(portal_estimate(600'000), "10000");
  EXPECT_EQ(portal_estimate(std::nullopt), "");
}

TEST(PortalEstimate, WhatIsWrittenIsReadBack) {
  EXPECT_TRUE(rc::check([] {
    const std::int64_t minutes = *rc::gen::inRange<std::int64_t>(0, kMaxEstimateMinutes + 1);
    RC_ASSERT(read_estimate(portal_estimate(minutes)) == (PortalEstimate{minutes, ""}));
  }));
}

TEST(Estimate, AnyTextIsEitherRefusedOrWithinTheLimits) {
  EXPECT_TRUE(rc::check([] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.,:-+ehmnч ")));
    const Result<Minutes> parsed = parse_estimate(text);
    if (parsed && *parsed) RC_ASSERT(**parsed >= 0 && **parsed <= kMaxEstimateMinutes);
  }));
}

}  // namespace
}  // namespace sd::kanban
