import { fields, list } from "./door";

/** A file of a task; its name is "" where the portal does not tell it. */
export interface TaskFile {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
}

export function parseFiles(raw: unknown): readonly TaskFile[] {
  return list(raw, "files").map((item) => {
    const file = fields(item, "file");
    return { id: file.number("id"), name: file.text("name"), bytes: file.number("bytes") };
  });
}
