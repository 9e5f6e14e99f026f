// CardPortal in memory, on the tickets of a FakePortal. For tests of use cases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kanban/card_portal.h"
#include "tests/doubles/fake_portal.h"

namespace sd::test {

class FakeCardPortal final : public kanban::CardPortal {
 public:
  ~FakeCardPortal() override;  // elsewhere, so that the class is compiled once

  using Actor = kanban::Actor;
  using TicketRead = kanban::TicketRead;

  explicit FakeCardPortal(FakePortal& portal) : portal_(portal) {}

  std::optional<Error> failure;  // of the next call
  std::vector<std::string> said;
  std::vector<kanban::NewTicket> created;
  kanban::TicketTalk words;
  kanban::TicketsFound found;
  std::vector<std::pair<std::vector<GroupId>, std::string>> sought;
  int calls = 0;

  Result<kanban::TicketTalk> talk(const Actor&, TicketId) override {
    if (const auto error = failing()) return *error;
    return words;
  }
  Result<kanban::TicketsFound> search(const Actor&, std::span<const GroupId> groups,
                                      const std::string& text) override {
    if (const auto error = failing()) return *error;
    sought.emplace_back(std::vector<GroupId>(groups.begin(), groups.end()), text);
    return found;
  }
  Result<TicketRead> comment(const Actor& actor, TicketId ticket, const std::string& text, std::int64_t,
                             UserId author) override {
    if (const auto error = failing()) return *error;
    said.push_back(text);
    portal_.comment(author.value() != 0 ? author.value() : actor.person.value(), ticket);
    return look(actor, ticket);
  }
  Result<TicketRead> book(const Actor& actor, TicketId ticket, std::int64_t seconds, std::int64_t before,
                          const std::string& note, std::optional<TimePoint>) override {
    if (const auto error = failing()) return *error;
    said.push_back(note);
    portal_.ticket(ticket).spent_seconds = before + seconds;
    return look(actor, ticket);
  }
  Result<TicketRead> create(const Actor& actor, const kanban::NewTicket& fresh) override {
    if (const auto error = failing()) return *error;
    created.push_back(fresh);
    const TicketId ticket =
        portal_.create(fresh.creator.value() != 0 ? fresh.creator.value() : actor.person.value(),
                       fresh.group.value(), [&](kanban::Ticket& made) {
                         made.title = fresh.title;
                         made.stage = fresh.stage;
                         made.assignee = fresh.assignee;
                         made.type = fresh.type;
                         made.estimate = fresh.estimate;
                         made.important = fresh.important;
                         made.task_control = fresh.control;
                       });
    return look(actor, ticket);
  }

 private:
  std::optional<Error> failing() {
    ++calls;
    return std::exchange(failure, std::nullopt);
  }
  Result<TicketRead> look(const Actor& actor, TicketId ticket) {
    auto reads = portal_.read(actor, std::span(&ticket, 1));
    if (!reads) return reads.error();
    return reads->front();
  }

  FakePortal& portal_;
};

}  // namespace sd::test
