import type { Component } from "vue";
import type { Page } from "./bootstrap";

/** Each screen is a script of its own: a board does not carry the installer. */
export const screens: Readonly<Record<Page, () => Promise<{ default: Component }>>> = {
  board: () => import("@kanban/BoardPage.vue"),
  home: () => import("./screens/HomePage.vue"),
  reports: () => import("@reports/ReportsPage.vue"),
  install: () => import("./screens/InstallPage.vue"),
  settings: () => import("./screens/SettingsPage.vue"),
  company: () => import("./screens/CompanyPage.vue"),
  task: () => import("@kanban/TaskPage.vue"),
  unbound: () => import("./screens/UnboundPage.vue"),
  // Clients have a page of their own (client.ts): here it is a mistake, and says so.
  client: () => import("./screens/ErrorPage.vue"),
  link: () => import("./screens/ErrorPage.vue"),
  error: () => import("./screens/ErrorPage.vue"),
};
