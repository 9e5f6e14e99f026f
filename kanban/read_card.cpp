#include "kanban/read_card.h"

#include "kanban/group_contexts.h"

namespace sd::kanban {

Result<CardDetails> ReadCard::run(const Actor& person, GroupId group, TicketId ticket) {
  const PortalId portal = person.portal;
  const Result<std::optional<Card>> found = cards_.find(portal, ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  CardDetails details;
  details.card = **found;

  Result<std::vector<JournalRow>> journal = cards_.journal(portal, ticket);
  if (!journal) return journal.error();
  const Result<GroupContexts> contexts = GroupContexts::load(cards_, settings_, portal);
  if (!contexts) return contexts.error();
  if (const GroupContext* context = contexts->find(group)) {
    const Clients nobody;  // who is a client makes no difference to intervals
    const TimePoint now = portal_.now(portal);
    details.stages = stage_intervals(*journal, context->view(nobody), now);
    details.stoppers = stopper_intervals(*journal, now);
  }
  details.journal_cut = journal->size() > kMostRows;
  if (details.journal_cut)
    journal->erase(journal->begin(), journal->end() - static_cast<std::ptrdiff_t>(kMostRows));
  details.journal = std::move(journal).value();

  Result<std::vector<InnerNote>> notes = notes_.notes(portal, ticket);
  if (!notes) return notes.error();
  details.notes = std::move(notes).value();
  Result<CompanyNote> company = companies_.note(portal, details.card.company);
  if (!company) return company.error();
  details.company_note = std::move(company).value();

  Result<TicketTalk> talk = talk_.talk(person, ticket);
  if (talk) {
    details.talk = std::move(talk).value();
  } else {
    details.talk_error = talk.error();
  }
  return details;
}

}  // namespace sd::kanban
