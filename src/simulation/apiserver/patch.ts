import type { Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { Stored } from '../../api/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, notFound, unsupportedMediaType } from '../../api/status.ts';
import { applyJsonPatch, applyMergePatch, type Patched } from './jsonPatch.ts';
import { applyStrategicMerge } from './strategicMerge.ts';

const mediaTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/** The object that a PATCH makes of the stored one. */
export function patched(
  info: KindInfo,
  old: Stored | undefined,
  request: ApiRequest,
): { value: unknown; refusal?: undefined } | { value?: undefined; refusal: Status } {
  const mediaType = (request.contentType ?? '').split(';')[0]?.trim() ?? '';
  if (!mediaTypes.includes(mediaType)) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${mediaTypes.join(', ')}`;
    return { refusal: unsupportedMediaType(message) };
  }
  if (mediaType === 'application/apply-patch+yaml') {
    return { refusal: unsupportedMediaType('this cluster has no server-side apply yet: use client-side apply') };
  }
  const patch = patchOf(request);
  if (patch.problem !== undefined) return { refusal: badRequest(patch.problem) };
  if (!old) return { refusal: notFound(info, request.path.split('/').at(-1) ?? '') };
  const result = applyTo(old, patch.value, mediaType, info);
  if (result.problem === undefined) return { value: result.value };
  if (mediaType !== 'application/json-patch+json') return { refusal: badRequest(result.problem) };
  return { refusal: unprocessable(info, old.metadata.name) };
}

function applyTo(old: Stored, patch: unknown, mediaType: string, info: KindInfo): Patched {
  switch (mediaType) {
    case 'application/json-patch+json':
      return applyJsonPatch(old, patch);
    case 'application/merge-patch+json':
      return { value: applyMergePatch(old, patch) };
    default:
      return applyStrategicMerge(old, patch, info.type);
  }
}

function patchOf(request: ApiRequest): Patched {
  if (typeof request.body !== 'string') return { value: request.body };
  try {
    return { value: JSON.parse(request.body) };
  } catch (error) {
    return { problem: `error decoding patch: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** What a real server says of a JSON patch that does not fit. */
function unprocessable(info: KindInfo, name: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'the server rejected our request due to an error in our request',
    reason: 'Invalid',
    details: { name, ...(info.group !== '' && { group: info.group }), kind: info.plural },
    code: 422,
  };
}
