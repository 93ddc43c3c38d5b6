import type { IncomingMessage } from 'node:http';
import { TextDecoder } from 'node:util';
import type { Status } from '../api/generated/objects.ts';
import type { ApiRequest } from '../api/request.ts';
import { tooLarge, unreadable } from './refusals.ts';
import { jsonOfYaml } from './yamlBody.ts';

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
  return { text: new TextDecoder().decode(Buffer.concat(chunks)) };
}

/** The request with its body: JSON text as it was sent, YAML as the JSON that it stands for. */
export function withBody(request: ApiRequest, text: string): ApiRequest | Status {
  if (text === '') return request;
  const mediaType = (request.contentType ?? '').split(';')[0]?.trim() ?? '';
  const isPatch = mediaType === 'application/apply-patch+yaml';
  if (mediaType !== 'application/yaml' && !isPatch) return { ...request, body: text };
  if (/^\s*[{[]/.test(text) && isJson(text)) {
    return { ...request, body: text, ...(!isPatch && { contentType: 'application/json' }) };
  }
  const { json, problem } = jsonOfYaml(text);
  if (json === undefined) return unreadable(`error decoding YAML: error converting YAML to JSON: yaml: ${problem}`);
  return { ...request, body: json, ...(!isPatch && { contentType: 'application/json' }) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
