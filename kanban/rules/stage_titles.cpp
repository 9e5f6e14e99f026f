#include "kanban/rules/stage_titles.h"

#include <algorithm>
#include <tuple>

namespace sd::kanban {
namespace {

struct Period {
  TimePoint from;
  TimePoint to;
};

// When titles[place] was the title of its stage.
Period period_of(std::span<const StageTitle> titles, std::size_t place) {
  const StageId stage = titles[place].stage;
  const auto same = [&](const StageTitle& title) { return title.stage == stage; };
  const auto here = titles.begin() + static_cast<std::ptrdiff_t>(place);
  const auto next = std::find_if(here + 1, titles.end(), same);
  const bool first = std::find_if(titles.begin(), here, same) == here;
  return {first ? TimePoint::min() : here->seen_at, next == titles.end() ? TimePoint::max() : next->seen_at};
}

// 0 inside the period, else how far away it is.
Millis distance(const Period& period, TimePoint at) {
  if (at < period.from) return period.from - at;
  if (at >= period.to) return at - period.to + Millis{1};
  return Millis{0};
}

}  // namespace

std::optional<StageId> stage_called(std::string_view title, TimePoint at, std::span<const StageTitle> titles,
                                    std::span<const Stage> stages) {
  std::optional<StageId> best;
  std::tuple<Millis, std::ptrdiff_t> best_rank{Millis::max(), 0};
  for (std::size_t place = 0; place < titles.size(); ++place) {
    if (titles[place].title != title) continue;
    const auto living = std::find_if(stages.begin(), stages.end(),
                                     [&](const Stage& stage) { return stage.id == titles[place].stage; });
    const std::tuple rank{distance(period_of(titles, place), at), living - stages.begin()};
    if (best && rank >= best_rank) continue;
    best = titles[place].stage;
    best_rank = rank;
  }
  return best;
}

std::vector<Stage> deleted_stages(GroupId group, std::span<const Stage> stages,
                                  std::span<const StageTitle> titles) {
  std::vector<Stage> deleted;
  for (const StageTitle& title : titles) {
    const bool living = std::any_of(stages.begin(), stages.end(),
                                    [&](const Stage& stage) { return stage.id == title.stage; });
    if (!living) deleted.push_back({title.stage, group, title.title, {}, 0, title.role});
  }
  return deleted;
}

}  // namespace sd::kanban
