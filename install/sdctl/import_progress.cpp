#include "install/sdctl/import_progress.h"

#include <algorithm>

namespace sd::sdctl {
namespace {

constexpr int kWidth = 30;

std::int64_t tenths(std::int64_t done, std::int64_t planned) {
  return planned > 0 ? done * 10 / planned : 10;
}

}  // namespace

void ImportProgress::part(const std::string& name) {
  name_ = name;
  began_ = clock_.now();
  first_ = -1;
  done_ = planned_ = tenth_ = 0;
}

// An import that goes on begins above nothing: its pace is that of what it has done itself.
std::string ImportProgress::pace() const {
  const auto ms = std::max<std::int64_t>(1, (clock_.now() - began_).count());
  return std::to_string((done_ - std::max<std::int64_t>(0, first_)) * 1'000 / ms) + "/s";
}

void ImportProgress::at(std::int64_t done, std::int64_t planned) {
  if (first_ < 0) {
    first_ = done;
    tenth_ = tenths(done, planned);
  }
  done_ = done;
  planned_ = planned;
  if (terminal_) return draw();
  if (tenths(done, planned) <= tenth_ || done >= planned) return;
  tenth_ = tenths(done, planned);
  out_ << "  " << name_ << ": " << done << " of " << planned << std::endl;
}

void ImportProgress::draw() {
  const auto filled = static_cast<int>(planned_ > 0 ? std::min(done_, planned_) * kWidth / planned_ : kWidth);
  out_ << "\r  " << name_ << " [" << std::string(static_cast<std::size_t>(filled), '#')
       << std::string(static_cast<std::size_t>(kWidth - filled), ' ') << "] " << done_ << " of " << planned_
       << ", " << pace() << "\033[K" << std::flush;
}

void ImportProgress::end() {
  if (terminal_) out_ << "\r";
  out_ << "  " << name_ << ": " << done_ << (done_ == 1 ? " row" : " rows") << (terminal_ ? "\033[K" : "")
       << std::endl;
}

}  // namespace sd::sdctl
