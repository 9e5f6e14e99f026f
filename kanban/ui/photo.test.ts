import { describe, expect, it } from "vitest";
import { photoUrl } from "./photo";

const link = "https://portal.example.com/marketplace/app/local.1/";

describe("photoUrl", () => {
  it.each([
    ["https://portal.example.com/upload/anna.png", "https://portal.example.com/upload/anna.png"],
    ["/upload/anna.png", "https://portal.example.com/upload/anna.png"],
    ["https://elsewhere.example.com/anna.png", ""],
    ["http://portal.example.com/anna.png", ""],
    ["javascript:alert(1)", ""],
    ["http://[", ""],
    ["", ""],
  ])("%s", (photo, url) => expect(photoUrl(photo, link)).toBe(url));

  it("is none where the portal's address is not known", () => expect(photoUrl("/upload/anna.png", "")).toBe(""));
});
