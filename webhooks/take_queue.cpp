#include "webhooks/take_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sd::webhooks {

using kanban::Figure;
using kanban::QueueMode;

namespace {

constexpr std::string_view kNoLicence = "portal.unlicensed";
// A batch of this many may not have been all, as long as no larger one has come: portals document no largest
// limit, and this is the smallest page.
constexpr std::size_t kFull = 50;

}  // namespace

class TakeQueue::Run {
 public:
  Run(TakeQueue& take, State& state, PortalId portal, TimePoint now)
      : take_(take), state_(state), portal_(portal), now_(now) {}

  Outcome run() {
    const Status done = all();
    outcome_.mode = state_.mode;
    record(Figure::kQueueMode, static_cast<std::int64_t>(state_.mode));
    if (done) {
      record(Figure::kQueueOldestWaiting, 0);
    } else {
      outcome_.error = done.error();
      state_.looked_at.reset();  // something may stand reserved under a process we never heard of
      state_.look_again_at = now_ + take_.options_.late;
    }
    return std::move(outcome_);
  }

 private:
  void record(Figure figure, std::int64_t value) { take_.health_.set(portal_, figure, value); }

  Status all() {
    if (const Status saved = save({}, true); !saved) return saved;
    const Millis again = take_.options_.try_reserving;
    if (state_.unlicensed_since && now_ - *state_.unlicensed_since >= again)
      state_.mode = QueueMode::kReserved;
    // At the first look of this process an earlier one may have a request under way.
    if (!state_.looked_at && !state_.look_again_at) state_.look_again_at = now_ + take_.options_.late;
    const bool late = state_.look_again_at && now_ >= *state_.look_again_at;
    const bool look =
        !state_.looked_at || late || now_ - *state_.looked_at >= take_.options_.look_for_leftovers;
    if (look) {
      if (const Status recovered = recover(); !recovered) return recovered;
      if (late) state_.look_again_at.reset();
      state_.looked_at = now_;
    }
    return take();
  }

  Status take() {
    if (state_.mode == QueueMode::kReserved) {
      const Status taken = take_reserving(false);
      if (taken || taken.error().code != kNoLicence) return taken;
      state_.mode = QueueMode::kClearedAtOnce;
      state_.unlicensed_since = now_;
    }
    return take_deleting();
  }

  Status take_reserving(bool failed) {
    for (bool more = true; more;) {
      const QueueBatch* kept = state_.kept.rows.empty() ? nullptr : &state_.kept;
      Result<QueueBatch> batch = take_.queue_.reserve(portal_, take_.options_.limit, failed, kept);
      if (!batch) return batch.error();
      state_.kept = {};
      if (const Status done = keep(*batch); !done) return done;
      if (failed) outcome_.recovered += batch->rows.size();
      more = may_be_full(*batch);
      // A portal that names no process has deleted the rows as it answered.
      if (!batch->process.empty()) state_.kept = std::move(*batch);
    }
    return Done{};
  }

  Status take_deleting() {
    for (bool more = true; more;) {
      const Result<QueueBatch> batch = take_.queue_.take(portal_, take_.options_.limit);
      if (!batch) {
        outcome_.may_have_lost = batch.error().code == "portal.lost";
        return batch.error();
      }
      if (const Status kept = keep(*batch); !kept) return kept;
      more = may_be_full(*batch);
    }
    return Done{};
  }

  bool may_be_full(const QueueBatch& batch) {
    state_.page = std::max(state_.page, batch.rows.size());
    return batch.rows.size() >= std::max(kFull, state_.page);
  }

  // Batches that an earlier run, or a process that was killed, has left reserved.
  Status recover() {
    if (!state_.kept.rows.empty()) {
      if (const Status cleared = take_.queue_.clear(portal_, state_.kept); !cleared) return cleared;
      state_.kept = {};
    }
    const Result<QueueLeftovers> left = take_.queue_.leftovers(portal_);
    if (!left) return left.error();
    for (const std::string& process : left->processes) {
      const Status taken = take_reserved(process);
      // Reserved while there was a licence: nobody can read them now.
      if (!taken && taken.error().code != kNoLicence) return taken;
    }
    if (!left->failed || state_.mode == QueueMode::kClearedAtOnce) return Done{};
    const Status taken = take_reserving(true);
    return !taken && taken.error().code == kNoLicence ? Status(Done{}) : taken;
  }

  Status take_reserved(const std::string& process) {
    for (std::int64_t before = 0;;) {
      Result<QueueBatch> batch = take_.queue_.reserved(portal_, process, take_.options_.limit);
      if (!batch) return batch.error();
      if (batch->rows.empty()) return Done{};
      if (batch->rows.front().number == before && before != 0) {
        return Error{ErrorKind::kUnavailable, "queue.not_cleared", process};
      }
      before = batch->rows.front().number;
      batch->process = process;
      if (const Status kept = keep(*batch); !kept) return kept;
      outcome_.recovered += batch->rows.size();
      if (const Status cleared = take_.queue_.clear(portal_, *batch); !cleared) return cleared;
    }
  }

  Status keep(const QueueBatch& batch) {
    record(Figure::kQueuePolledAt, to_ms(now_));
    if (!batch.rows.empty()) {
      outcome_.taken += batch.rows.size();
      take_.health_.add(portal_, Figure::kQueueRowsTaken, static_cast<std::int64_t>(batch.rows.size()));
      record(Figure::kOfflineRowAt, to_ms(now_));
      record(Figure::kQueueOldestWaiting, to_ms(batch.rows.front().changed_at));
    }
    std::vector<NewQueueRow> rows;
    for (const QueueRow& row : batch.rows) {
      const std::optional<Subject> subject = subject_in(row);
      if (!subject || seen(row, *subject)) continue;
      NewRow kept{portal_, subject->kind, subject->object_id, {}, now_};
      rows.push_back(
          {std::move(kept), row.has_key() ? row.number : 0, row.event, row.message_id, row.changed_at});
    }
    return save(std::move(rows), batch.process.empty());
  }

  bool seen(const QueueRow& row, const Subject& subject) const {
    return take_.seen_ && subject.kind == EventKind::kTicket && row.has_key() &&
           take_.seen_(portal_, TicketId{subject.object_id}, row.changed_at);
  }

  // nullopt: nothing of ours.
  static std::optional<Subject> subject_in(const QueueRow& row) {
    const Result<Subject> found =
        subject_of(row.event, [&row](std::string_view name) -> std::optional<std::string_view> {
          const auto value = row.data.find(name);
          if (value == row.data.end()) return std::nullopt;
          return std::string_view(value->second);
        });
    if (!found || row.event.empty()) return Subject{EventKind::kUnreadable, 0};
    switch (found->kind) {
      case EventKind::kIgnored:
      case EventKind::kQueue:
      case EventKind::kApplication: return std::nullopt;
      default: return *found;
    }
  }

  // `only_here`: the portal does not have the rows any more, so they wait in memory until they can be kept.
  Status save(std::vector<NewQueueRow> rows, bool only_here) {
    rows.insert(rows.begin(), std::make_move_iterator(state_.unsaved.begin()),
                std::make_move_iterator(state_.unsaved.end()));
    const std::size_t waited = state_.unsaved.size();
    state_.unsaved.clear();
    if (rows.empty()) return Done{};
    const Result<std::size_t> kept = take_.inbox_.append_once(rows);
    if (!kept) {
      if (!only_here) rows.resize(waited);
      state_.unsaved = std::move(rows);
      return kept.error();
    }
    outcome_.kept += *kept;
    return Done{};
  }

  TakeQueue& take_;
  State& state_;
  const PortalId portal_;
  const TimePoint now_;
  Outcome outcome_;
};

TakeQueue::Outcome TakeQueue::run(PortalId portal, TimePoint now) {
  State* state = nullptr;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    state = &states_[portal];  // stays where it is; nobody else runs this portal
  }
  return Run(*this, *state, portal, now).run();
}

}  // namespace sd::webhooks
