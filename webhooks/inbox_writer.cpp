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

InboxWriter::InboxWriter(Inbox& inbox, Options options, std::function<void()> committed, Post post)
    : inbox_(inbox), options_(options), committed_(std::move(committed)), post_(std::move(post)) {
  committer_ = std::thread([this] { commit_groups(); });
}

InboxWriter::~InboxWriter() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  queued_.notify_all();
  committer_.join();
  std::unique_lock<std::mutex> lock(mutex_);
  answered_.wait(lock, [this] { return jobs_ == 0; });
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
      if (rows_.empty()) return;
      const std::size_t count = std::min(rows_.size(), options_.group);
      rows = take(rows_, count);
      answers = take(answers_, count);
    }
    Status outcome = inbox_.append(rows);
    const bool stored = outcome.has_value();
    answer(std::move(answers), std::move(outcome));
    if (stored && committed_) committed_();
  }
}

void InboxWriter::answer(std::vector<Answer> answers, Status outcome) {
  const auto all = [this, answers = std::move(answers), outcome = std::move(outcome)] {
    for (const Answer& each : answers) each(outcome);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (--jobs_ == 0) answered_.notify_all();
  };
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++jobs_;
  }
  if (post_) {
    post_(all);
  } else {
    all();
  }
}

}  // namespace sd::webhooks
