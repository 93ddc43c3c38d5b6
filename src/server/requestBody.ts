import type { IncomingMessage } from 'node:http';
import { TextDecoder } from 'node:util';
import type { Status } from '../api/generated/objects.ts';
import { tooLarge, unreadable } from './refusals.ts';

/** 3 MiB, as in a real server. */
export const maxBodyBytes = 3 * 1024 * 1024;

/** So much of a body that is too long is read and thrown away, so that the client gets to read the answer. */
const mostDrainedBytes = 64 * 1024 * 1024;

type BodyRead = { readonly text: string; readonly refusal?: undefined } | { readonly refusal: Status };

/** Reads a body to its end, or as far as its limit. Rejects where the client goes away before. */
export async function readBody(message: IncomingMessage): Promise<BodyRead> {
  const encoding = message.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return { refusal: unreadable(`the body's encoding ${encoding} is not understood`) };
  }
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
    else chunks = [];
    if (bytes > mostDrainedBytes) break;
  }
  if (bytes > maxBodyBytes) return { refusal: tooLarge(maxBodyBytes) };
  const whole = Buffer.concat(chunks);
  // Not text: a character stands for each byte, which can be journaled as it is.
  if (isProtobuf(message)) return { text: whole.toString('latin1') };
  return { text: new TextDecoder().decode(whole) };
}

function isProtobuf(message: IncomingMessage): boolean {
  return /^application\/vnd\.kubernetes\.protobuf\b/.test(message.headers['content-type'] ?? '');
}
