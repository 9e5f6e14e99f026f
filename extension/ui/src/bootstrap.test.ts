import { describe, expect, it } from "vitest";
import { readBootstrap } from "./bootstrap";

const whole = {
  page: "board", session: "s", lang: "en", user: { id: 17, name: "Anna", admin: true, role: "administrator" },
  group: 77, group_name: "Support", now_ms: 5, error: null, groups: [{ id: 77, name: "Support" }],
};

describe("readBootstrap", () => {
  it("reads the service's block", () => {
    expect(readBootstrap(JSON.stringify(whole), "ru")).toMatchObject({ page: "board", lang: "en", group: 77, groupName: "Support", nowMs: 5 });
  });

  it.each(["administrator", "manager", "agent", "client", "nobody"])("knows the standing %s of extension/visitors/rights.cpp", (role) => {
    const block = { ...whole, page: "home", group: null, user: { ...whole.user, admin: false, role } };
    expect(readBootstrap(JSON.stringify(block), "ru")).toMatchObject({ page: "home", user: { role } });
  });

  it.each([["null"], [undefined], ["{"], ['{"page":"admin"}'], ['{"page":"board","user":{"id":"17"}}']])("makes an error page of %s", (block) => {
    expect(readBootstrap(block, "ru-RU")).toMatchObject({ page: "error", lang: "ru", errorCode: "bootstrap.missing" });
  });

  it("speaks the browser's language when it knows nothing else", () => {
    expect(readBootstrap("null", "de").lang).toBe("en");
    expect(readBootstrap('{"page":"link"}', "ru-RU")).toMatchObject({ page: "link", lang: "ru", session: "" });
    expect(readBootstrap('{"page":"link","lang":"ru"}', "en").lang).toBe("en");
    expect(readBootstrap('{"page":"client","lang":"ru"}', "en").lang).toBe("ru");
  });
});
