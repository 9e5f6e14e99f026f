import { fields, list, number, text } from "./door";

/** A file of a task; its name is "" where the portal does not tell it. */
export interface TaskFile {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
}

export function parseFiles(raw: unknown): readonly TaskFile[] {
  return list(raw, "files").map((item) => {
    const file = fields(item, "file");
    return { id: number(file["id"], "file.id"), name: text(file["name"], "file.name"), bytes: number(file["bytes"], "file.bytes") };
  });
}
