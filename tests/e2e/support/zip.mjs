// The files of a zip archive, for looking into spreadsheets.
import { inflateRawSync } from "node:zlib";

const kEntry = 0x02014b50;
const kEnd = 0x06054b50;
const kDeflated = 8;

/** By name, as text. Throws when `bytes` are no archive. */
export function filesOfZip(bytes) {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== kEnd) end -= 1;
  if (end < 0) throw new Error("no zip archive");
  const files = new Map();
  for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== kEntry) throw new Error("a broken zip archive");
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(begin, begin + size);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), (method === kDeflated ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return files;
}
