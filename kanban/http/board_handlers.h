// Reading a board: GET /api/board, GET /api/feed, GET /api/groups.
#pragma once

#include <functional>
#include <span>
#include <utility>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "extension/visitors/http/guard.h"
#include "kanban/card_store.h"
#include "kanban/http/board_reader.h"
#include "kanban/http/feed_hub.h"
#include "kanban/http/sync_notes.h"
#include "kanban/portal.h"

namespace sd::kanban {

class BoardHandlers {
 public:
  // Runs a job soon on some thread that may wait for the database; false when it cannot take it.
  using Post = std::function<bool(std::function<void()> job)>;

  // All references must outlive this object, and every answer the hub still holds.
  BoardHandlers(const visitors::Guard& guard, BoardReader& reader, SyncNotes& notes, CardStore& cards,
                Portal& portal, FeedHub& hub, const Clock& clock, Post post)
      : guard_(guard),
        reader_(reader),
        notes_(notes),
        cards_(cards),
        portal_(portal),
        hub_(hub),
        clock_(clock),
        post_(std::move(post)) {}

  // `done=1`: closed cards too; `first=1`: what a big board shows first, and how many there are in all.
  // `ticket=`: the board of that card alone. `groups=7,8` in place of `group=7`: several boards in one
  // answer.
  http::Response board(const http::Request& request);

  // Answers at the next change, or with an empty list after 25 seconds. With `groups=7,8&since=12,30`: at the
  // next change of one of them, with those boards that have changed.
  void feed(const http::Request& request, const http::Reply& reply);

  http::Response groups(const http::Request& request);

 private:
  http::Response of_card(const visitors::Access& access, GroupId group, TicketId ticket);
  http::Response together(const http::Request& request, std::span<const GroupId> groups);
  void feed_together(const http::Request& request, std::span<const GroupId> groups, const http::Reply& reply);
  // Of those boards that are not as they are shown.
  http::Response news_of(PortalId portal, std::span<const FeedHub::Shown> shown);
  std::string head_for(const visitors::Access& access);
  static http::Response sent(const http::Request& request, const std::string& head,
                             const http::GzipTail& tail);

  const visitors::Guard& guard_;
  BoardReader& reader_;
  SyncNotes& notes_;
  CardStore& cards_;
  Portal& portal_;
  FeedHub& hub_;
  const Clock& clock_;
  Post post_;
};

}  // namespace sd::kanban
