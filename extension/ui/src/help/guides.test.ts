import { describe, expect, it } from "vitest";
import { audienceOf } from "./guides";

describe("audienceOf", () => {
  it("opens the guide that is about the person", () => {
    expect((["administrator", "manager", "agent", "client", "nobody"] as const).map(audienceOf)).toEqual(["administrators", "managers", "agents", "clients", "agents"]);
  });
});
