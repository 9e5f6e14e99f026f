/** The sections of the settings in the order people need them; `managers`: managers of a group see them too. */
export const sections = [
  { name: "groups", managers: false },
  { name: "stages", managers: true },
  { name: "types", managers: false },
  { name: "stoppers", managers: false },
  { name: "group", managers: true },
  { name: "thresholds", managers: false },
  { name: "calendar", managers: false },
  { name: "employee_plans", managers: true },
  { name: "absences", managers: true },
  { name: "client_plans", managers: false },
  { name: "people", managers: false },
  { name: "managers", managers: false },
  { name: "clients", managers: false },
  { name: "client_rules", managers: false },
  { name: "client_links", managers: true },
  { name: "templates", managers: true },
  { name: "health", managers: false },
  { name: "journal", managers: true },
] as const;

export type NavName = (typeof sections)[number]["name"];

export const sectionsFor = (administrator: boolean): readonly NavName[] => sections.filter((section) => administrator || section.managers).map((section) => section.name);

/** Sections that are one group's. */
export const ofGroup: ReadonlySet<NavName> = new Set(["stages", "group"]);
