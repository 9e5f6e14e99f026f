// Typed identifiers: a TicketId neither converts to nor compares with a UserId or a number.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace sd {

template <class Tag, class Rep = std::int64_t>
class Id {
 public:
  Id() = default;
  explicit Id(Rep value) : value_(std::move(value)) {}
  const Rep& value() const noexcept { return value_; }

  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  Rep value_{};
};

// A portal is named by its member_id (32 hex digits), never by its domain: the domain may change.
using MemberId = Id<struct MemberTag, std::string>;
using PortalId = Id<struct PortalTag>;    // our own short key for a member_id; first column of every table
using GroupId = Id<struct GroupTag>;      // the portal's workgroup
using TicketId = Id<struct TicketTag>;    // the portal's task
using StageId = Id<struct StageTag>;      // the portal's kanban column; 0 = the first column
using UserId = Id<struct UserTag>;        // the portal's user; 0 = nobody, robot or system
using CompanyId = Id<struct CompanyTag>;  // the portal's CRM company

}  // namespace sd

template <class Tag, class Rep>
struct std::hash<sd::Id<Tag, Rep>> {
  std::size_t operator()(const sd::Id<Tag, Rep>& id) const { return std::hash<Rep>{}(id.value()); }
};
