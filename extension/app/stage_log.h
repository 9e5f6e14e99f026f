// Tells the log what an administrator should know about stages; the settings page will show the same.
#pragma once

#include <spdlog/logger.h>

#include <memory>

#include "kanban/stage_notices.h"

namespace sd::app {

class StageLog final : public kanban::StageNotices {
 public:
  explicit StageLog(std::shared_ptr<spdlog::logger> log) : log_(std::move(log)) {}

  void appeared(PortalId portal, GroupId group, const kanban::Stage& stage) override {
    log_->warn("portal {} group {}: stage {} appeared and got the role {}", portal.value(), group.value(),
               stage.id.value(), kanban::to_string(stage.role));
  }
  void removed(PortalId portal, GroupId group, const kanban::Stage& stage) override {
    log_->warn("portal {} group {}: stage {} is gone", portal.value(), group.value(), stage.id.value());
  }
  void problems(PortalId portal, GroupId group, const std::vector<std::string>& codes) override {
    for (const std::string& code : codes)
      log_->warn("portal {} group {}: {}", portal.value(), group.value(), code);
  }

 private:
  std::shared_ptr<spdlog::logger> log_;
};

}  // namespace sd::app
