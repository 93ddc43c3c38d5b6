import type { Status } from '../../api/generated/objects.ts';
import { readJson } from '../../api/jsonText.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, unsupportedMediaType } from '../../api/status.ts';
import { protobufType, readProtobuf } from './protobuf/objects.ts';
import { readYaml } from './yamlText.ts';

/** A body as a value, and what a strict reader complains of in its text. */
export interface BodyRead {
  readonly value: unknown;
  /** `duplicate field "spec.replicas"` of JSON, one text for all of them of YAML. */
  readonly duplicates: readonly string[];
}

/** The types of a body that the server reads. */
const bodyTypes = ['application/json', 'application/yaml', protobufType];

/** The media type without its parameters. */
export function mediaTypeOf(request: ApiRequest): string {
  return (request.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The body of an object that is written; `kind` is the kind that is expected. */
export function bodyOf(
  request: ApiRequest,
  kind = 'Object',
): (BodyRead & { refusal?: undefined }) | { value?: undefined; duplicates?: undefined; refusal: Status } {
  const mediaType = mediaTypeOf(request) || 'application/json';
  if (typeof request.body !== 'string' && request.body !== undefined) return { value: request.body, duplicates: [] };
  if (!bodyTypes.includes(mediaType)) return { refusal: unknownFormat(bodyTypes) };
  const text = request.body ?? '';
  if (mediaType === protobufType) {
    const object = readProtobuf(text);
    if (object.problem === undefined) return { value: object.value, duplicates: [] };
    return { refusal: unrecognized(kind, object.problem, text) };
  }
  const read = mediaType === 'application/yaml' && !isJsonLike(text) ? readYaml(text) : readJsonBody(text);
  return read.problem === undefined ? read : { refusal: unrecognized(kind, read.problem, text) };
}

function readJsonBody(text: string): (BodyRead & { problem?: undefined }) | { problem: string } {
  const read = readJson(text);
  return read.problem === undefined
    ? read
    : { problem: `couldn't get version/kind; json parse error: ${read.problem}` };
}

/** What claims to be YAML is read as JSON where it looks like it, as a real server does. */
function isJsonLike(text: string): boolean {
  return /^\s*\{/.test(text) && readJson(text).problem === undefined;
}

/** 415 with the types that are taken. */
export function unknownFormat(types: readonly string[]): Status {
  return unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
  );
}

/** 400 of a body that is no object of any kind, with the beginning of it. */
export function unrecognized(kind: string, problem: string, text: string): Status {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${problem} (${summary(text)})`);
}

const summaryLength = 30;

/** The first bytes of a body: as text where it begins like JSON, else in hexadecimal. */
function summary(text: string): string {
  if (text === '') return '<empty>';
  const dots = (short: string, isWhole: boolean) => (isWhole ? short : `${short} ...`);
  if (text.startsWith('{')) return dots(text.slice(0, summaryLength), text.length <= summaryLength);
  const bytes = utf8(text.slice(0, summaryLength + 1));
  const hex = bytes.slice(0, summaryLength).map((byte) => byte.toString(16).padStart(2, '0'));
  return dots(hex.join(''), bytes.length <= summaryLength && text.length <= summaryLength);
}

function utf8(text: string): number[] {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '').replace(/^[\udc00-\udfff]/, '');
  return [...encodeURIComponent(whole).matchAll(/%(..)|(.)/gs)].map(([, hex, plain]) =>
    hex === undefined ? (plain as string).charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** The largest body: 3 MiB, as in a real server. */
const maxBodyLength = 3 * 1024 * 1024;

/** Whether a body is larger than the server takes; one that is no JSON at all is as bad. */
export function isBodyTooLarge(request: ApiRequest): boolean {
  const { body } = request;
  if (body === undefined) return false;
  return (typeof body === 'string' ? body : JSON.stringify(body)).length > maxBodyLength;
}

/** 413: the body is too large. */
export function bodyTooLarge(): Status {
  return tooLarge(`Request entity too large: limit is ${maxBodyLength}`);
}

/** 413 with these words. */
export function tooLarge(message: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'RequestEntityTooLarge',
    code: 413,
  };
}
