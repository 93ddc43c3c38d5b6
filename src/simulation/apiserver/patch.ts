import { type FieldError, formatPath } from '../../api/field.ts';
import { invalidValue } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import { readJson } from '../../api/jsonText.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import { mediaTypeOf, tooLarge, unknownFormat } from './body.ts';
import { goText } from './goText.ts';
import { applyJsonPatch, applyMergePatch, maxJsonPatchOperations } from './jsonPatch.ts';
import { applyStrategicMerge } from './strategicMerge.ts';

/** The media type of a configuration for server-side apply. */
export const applyPatchType = 'application/apply-patch+yaml';

const jsonPatchType = 'application/json-patch+json';
const mergePatchType = 'application/merge-patch+json';
const strategicPatchType = 'application/strategic-merge-patch+json';

/** What a PATCH makes of the stored object, before anybody read it as one. */
export interface PatchedText {
  readonly value: unknown;
  /** Fields that the patch has twice. */
  readonly duplicates: readonly string[];
  /** How a real server shows what it could not read: the patch, or the patched object. */
  readonly shown: () => string;
  /** Which reader reads the result: its words differ. */
  readonly reader: 'json' | 'map';
}

/** The refusal of a patch of a type that the server does not know. */
export function patchTypeRefusal(request: ApiRequest): Status | undefined {
  const types = [jsonPatchType, mergePatchType, strategicPatchType, applyPatchType];
  return types.includes(mediaTypeOf(request)) ? undefined : unknownFormat(types);
}

/** Applies a JSON patch, a merge patch or a strategic merge patch to the stored object. */
export function patched(
  info: KindInfo,
  old: Stored,
  request: ApiRequest,
): (PatchedText & { refusal?: undefined }) | { value?: undefined; refusal: Status } {
  const mediaType = mediaTypeOf(request);
  const read = patchOf(request);
  const prefix = mediaType === strategicPatchType ? '' : 'error decoding patch: ';
  if (read.problem !== undefined) return { refusal: badRequest(`${prefix}${read.problem}`) };
  const { value: patch, duplicates } = read;
  if (mediaType === jsonPatchType) {
    if (!Array.isArray(patch)) return { refusal: badRequest(`${prefix}${cannotUnmarshal(patch, '[]interface {}')}`) };
    if (patch.length > maxJsonPatchOperations) {
      return {
        refusal: tooLarge(
          `The allowed maximum operations in a JSON patch is ${maxJsonPatchOperations}, got ${patch.length}`,
        ),
      };
    }
    const result = applyJsonPatch(old, patch);
    if (result.problem !== undefined) return { refusal: unprocessable() };
    return { value: result.value, duplicates, reader: 'json', shown: () => JSON.stringify(result.value) };
  }
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return { refusal: badRequest(`${prefix}${cannotUnmarshal(patch, 'map[string]interface {}')}`) };
  }
  if (mediaType === mergePatchType) {
    const value = applyMergePatch(old, patch);
    return { value, duplicates, reader: 'json', shown: () => JSON.stringify(value) };
  }
  const result = applyStrategicMerge(old, patch, info.type);
  if (result.problem !== undefined) return { refusal: strategicRefusal(result.problem) };
  return { value: result.value, duplicates, reader: 'map', shown: () => goText(patch) };
}

function patchOf(request: ApiRequest): ReturnType<typeof readJson> {
  if (typeof request.body === 'string') return readJson(request.body);
  return request.body === undefined ? readJson('') : { value: request.body, duplicates: [] };
}

function cannotUnmarshal(value: unknown, goType: string): string {
  const kinds: Record<string, string> = { object: 'object', boolean: 'bool', number: 'number', string: 'string' };
  const kind = Array.isArray(value) ? 'array' : (kinds[typeof value] ?? 'object');
  return `json: cannot unmarshal ${kind} into Go value of type ${goType}`;
}

/** 422 of a patch whose result cannot be read, as a real server shows it: of no kind and no name. */
export function unreadablePatch(shown: string, problem: string): Status {
  const error: FieldError = invalidValue(['patch'], shown, problem);
  const status = invalid({ group: '', plural: '', kind: '' }, '', [error]);
  return {
    ...status,
    details: { causes: [{ reason: error.type, message: error.message, field: formatPath(error.path) }] },
  };
}

/** What a real server says of a JSON patch that does not fit. */
function unprocessable(): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'the server rejected our request due to an error in our request',
    reason: 'Invalid',
    details: {},
    code: 422,
  };
}

/** A patch of the wrong form is the client's mistake; what does not fit the lists of the object has no code of its own. */
function strategicRefusal(problem: string): Status {
  if (/^invalid (JSON|patch format)|^the patch must/.test(problem)) return badRequest(problem);
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: problem, code: 500 };
}
