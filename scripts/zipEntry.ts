import { inflateRawSync } from 'node:zlib';

/**
 * The content of one file in a ZIP archive; throws where it is not there or damaged. Machines do not all have `unzip`, and
 * Node reads the compression but not the archive. Field offsets: the format's application note (APPNOTE.TXT, 4.3).
 */
export function readZipEntry(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06');
  if (end < 0) throw new Error('no ZIP archive: its end is missing');
  let at = archive.readUInt32LE(end + 16);
  for (let entries = archive.readUInt16LE(end + 10); entries > 0; entries -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return contentOf(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`the ZIP archive has no ${name}`);
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const packedLength = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + packedLength);
  if (method !== 0 && method !== 8) throw new Error(`the ZIP archive is packed in a way (${method}) that is not known`);
  const content = method === 0 ? Buffer.from(packed) : inflateRawSync(packed);
  if (content.length !== archive.readUInt32LE(entry + 24)) throw new Error('the ZIP archive is damaged');
  return content;
}
