// Makes events durable in groups: one thread takes everything that is queued, stores it in one transaction,
// and only then are all of them answered. While a group is on its way to the disk the next one gathers, so
// the rate does not depend on how long the disk takes.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "webhooks/inbox.h"

namespace sd::webhooks {

class InboxWriter {
 public:
  // Called once with the outcome, by a job of `post`. Must not throw, must not wait.
  using Answer = std::function<void(const Status& stored)>;
  // Runs a job soon, on some thread.
  using Post = std::function<void(std::function<void()> job)>;

  struct Options {
    std::size_t queue = 4'096;  // rows that may wait; beyond: refused
    std::size_t group = 512;    // rows in one transaction
  };

  // `committed` is called after every group that was stored; may be empty. Without `post` the committing
  // thread answers as well, and the next group waits for it: sending answers costs more than storing rows.
  // `inbox` must outlive this object, and `post` run what it was given.
  InboxWriter(Inbox& inbox, Options options, std::function<void()> committed, Post post = {});
  InboxWriter(const InboxWriter&) = delete;
  InboxWriter& operator=(const InboxWriter&) = delete;
  // Stores and answers what is queued first.
  ~InboxWriter();

  // False when the queue is full or the writer is stopping: nothing is stored and `answer` is not called.
  bool append(NewRow row, Answer answer);

 private:
  void commit_groups();
  void answer(std::vector<Answer> answers, Status outcome);

  Inbox& inbox_;
  const Options options_;
  const std::function<void()> committed_;
  const Post post_;

  std::mutex mutex_;
  std::condition_variable queued_, answered_;
  std::vector<NewRow> rows_;  // the same length as answers_
  std::vector<Answer> answers_;
  std::size_t jobs_ = 0;  // posted and not run yet
  bool stopping_ = false;
  std::thread committer_;
};

}  // namespace sd::webhooks
