// The bound groups of a portal with everything the rules need to read their tickets; loaded for one run.
#pragma once

#include <unordered_map>
#include <vector>

#include "kanban/card_store.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/merge.h"
#include "kanban/settings.h"

namespace sd::kanban {

struct GroupContext {
  BoundGroup bound;
  GroupRules rules;
  std::vector<Stage> stages;  // by sort
  std::vector<StageTitle> titles;
  std::vector<Stage> elsewhere;      // stages of the other groups, and deleted ones
  std::vector<OtherGroup> others{};  // refers to the other groups' contexts
  std::int64_t flow_basis = 0;       // rules/ticket_flow.h

  // `clients` must outlive the view, and so must this.
  GroupView view(const Clients& clients) const { return {stages, clients, rules, elsewhere}; }
};

// The portal's dictionary of one kind, with the titles its entries had. Errors: those of the store.
Result<Dictionary> load_dictionary(SettingsStore& settings, PortalId portal, DictionaryKind kind);

class GroupContexts {
 public:
  // Errors: those of the stores.
  static Result<GroupContexts> load(CardStore& cards, SettingsStore& settings, PortalId portal);
  GroupContexts(GroupContexts&&) = default;  // the contexts stay where they are: they refer to each other
  GroupContexts& operator=(GroupContexts&&) = default;

  // nullptr: the group is not bound.
  const GroupContext* find(GroupId group) const;
  const std::unordered_map<GroupId, GroupContext>& all() const { return groups_; }

 private:
  GroupContexts() = default;
  void introduce();

  std::unordered_map<GroupId, GroupContext> groups_;
};

}  // namespace sd::kanban
