#include "webhooks/inbox_writer.h"

#include <iterator>

namespace sd::webhooks {
namespace {

// The first `count` of `from`, moved out.
template <class T>
std::vector<T> take(std::vector<T>& from, std::size_t count) {
  if (count == from.size()) return std::exchange(from, {});
  const auto end = from.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<T> taken(std::make_move_iterator(from.begin()), std::make_move_iterator(end));
  from.erase(from.begin(), end);
  return taken;
}

}  // namespace

InboxWriter::InboxWriter(Inbox& inbox, Options options, std::function<void()> committed)
    : inbox_(inbox), options_(options), committed_(std::move(committed)) {
  committer_ = std::thread([this] { commit_groups(); });
  answerer_ = std::thread([this] { answer_groups(); });
}

InboxWriter::~InboxWriter() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  queued_.notify_all();
  committer_.join();
  answerer_.join();
}

bool InboxWriter::append(NewRow row, Answer answer) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_ || rows_.size() >= options_.queue) return false;
    rows_.push_back(std::move(row));
    answers_.push_back(std::move(answer));
  }
  queued_.notify_one();
  return true;
}

void InboxWriter::commit_groups() {
  for (;;) {
    std::vector<NewRow> rows;
    std::vector<Answer> answers;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      queued_.wait(lock, [this] { return stopping_ || !rows_.empty(); });
      if (rows_.empty()) {
        committer_done_ = true;
        answered_.notify_all();
        return;
      }
      const std::size_t count = std::min(rows_.size(), options_.group);
      rows = take(rows_, count);
      answers = take(answers_, count);
    }
    Status outcome = inbox_.append(rows);
    const bool stored = outcome.has_value();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      outcomes_.push_back({std::move(answers), std::move(outcome)});
    }
    answered_.notify_one();
    if (stored && committed_) committed_();
  }
}

void InboxWriter::answer_groups() {
  for (;;) {
    std::vector<Answered> groups;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      answered_.wait(lock, [this] { return committer_done_ || !outcomes_.empty(); });
      if (outcomes_.empty()) return;
      groups = std::exchange(outcomes_, {});
    }
    for (const Answered& group : groups) {
      for (const Answer& answer : group.answers) answer(group.outcome);
    }
  }
}

}  // namespace sd::webhooks
