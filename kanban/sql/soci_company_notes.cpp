#include "kanban/sql/soci_company_notes.h"

namespace sd::kanban::sql {

using soci::into;
using soci::use;

Result<CompanyNote> SociCompanyNotes::note(PortalId portal, CompanyId company) {
  if (company.value() == 0) return CompanyNote{};
  return database_.read("company.note", [&](soci::session& sql) -> Result<CompanyNote> {
    const long long portal_id = portal.value(), company_id = company.value();
    long long vip = 0;
    CompanyNote note;
    sql << "SELECT vip, staff_note FROM client_rule WHERE portal = :portal AND company_id = :company",
        into(vip), into(note.text), use(portal_id, "portal"), use(company_id, "company");
    if (!sql.got_data()) return CompanyNote{};
    note.vip = vip != 0;
    return note;
  });
}

}  // namespace sd::kanban::sql
