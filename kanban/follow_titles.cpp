#include "kanban/follow_titles.h"

#include <algorithm>

#include "kanban/rules/dictionary.h"

namespace sd::kanban {

struct FollowTitles::Follower {
  PortalId portal;
  DictionaryKind kind = DictionaryKind::kType;
  const std::function<bool()>& go_on;
  std::int64_t written = 0;
  bool stopped = false;
};

Result<std::int64_t> FollowTitles::run(PortalId portal, const std::function<bool()>& go_on) {
  Follower run{portal, DictionaryKind::kType, go_on};
  for (const DictionaryKind kind : {DictionaryKind::kType, DictionaryKind::kStopper}) {
    run.kind = kind;
    const Result<std::vector<FormerTitle>> titles = settings_.former_titles(portal, kind);
    if (!titles) return titles.error();
    for (const FormerTitle& title : *titles) {
      if (!title.pending || run.stopped) continue;
      if (const Status followed = follow(run, title); !followed) return followed.error();
    }
  }
  return run.written;
}

Status FollowTitles::follow(Follower& run, const FormerTitle& title) {
  const Result<std::vector<BoundGroup>> groups = cards_.groups(run.portal);
  if (!groups) return groups.error();
  // A card may show the new title already while its task still holds the old one.
  const Dictionary either({title.from, title.to});
  std::vector<TicketId> tickets;
  for (const BoundGroup& group : *groups) {
    const Result<BoardSnapshot> board = cards_.board(run.portal, group.group, true);
    if (!board) return board.error();
    for (const Card& card : board->cards) {
      const std::string& held = run.kind == DictionaryKind::kType ? card.type : card.stopper;
      if (!held.empty() && either.match(held).known) tickets.push_back(card.ticket);
    }
  }
  bool all = true;
  for (std::size_t from = 0; from < tickets.size(); from += SyncTickets::kChunk) {
    const std::size_t count = std::min(SyncTickets::kChunk, tickets.size() - from);
    const auto reads = portal_.read(background(run.portal), std::span(tickets).subspan(from, count));
    if (!reads) return reads.error();
    for (const TicketRead& read : *reads) {
      if (read.error) all = false;
      if (!read.ticket) continue;
      const std::string& held = run.kind == DictionaryKind::kType ? read.ticket->type : read.ticket->stopper;
      if (fold_title(held) != fold_title(title.from)) continue;
      run.stopped = run.stopped || !run.go_on();
      if (run.stopped) return Done{};
      const Result<bool> written = write(run, title, read.id);
      if (!written) return written.error();
      all = all && *written;
    }
  }
  return all ? settings_.settle(run.portal, run.kind, title) : Status(Done{});
}

Result<bool> FollowTitles::write(Follower& run, const FormerTitle& title, TicketId ticket) {
  Portal::FieldWrite fields;
  const bool type = run.kind == DictionaryKind::kType;
  (type ? fields.type : fields.stopper) = title.to;
  const SyncTickets::Trace trace{ticket, {type ? Fact::kType : Fact::kStopper, title.to}};
  if (const Status expected = sync_.expect(run.portal, std::span(&trace, 1)); !expected) {
    return expected.error();
  }
  const Result<TicketRead> answer = portal_.write(background(run.portal), ticket, fields);
  if (!answer && answer.error().kind == ErrorKind::kUnavailable) return answer.error();
  if (!answer) return false;
  ++run.written;
  const Result<Card> card = sync_.take_answer(run.portal, *answer);
  if (!card && card.error().code != "card.not_found") return card.error();
  return true;
}

}  // namespace sd::kanban
