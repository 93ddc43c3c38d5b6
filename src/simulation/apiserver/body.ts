import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, unsupportedMediaType } from '../../api/status.ts';

/** A body as a JSON value, or why it is none. */
export function bodyOf(
  request: ApiRequest,
): { value: unknown; refusal?: undefined } | { value?: undefined; refusal: Status } {
  const { body } = request;
  if (typeof body !== 'string') return { value: body };
  const mediaType = (request.contentType ?? '').split(';')[0]?.trim() ?? '';
  if (mediaType !== '' && mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    const known = 'application/json';
    return {
      refusal: unsupportedMediaType(
        `the body of the request was in an unknown format - accepted media types include: ${known}`,
      ),
    };
  }
  try {
    return { value: JSON.parse(body) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { refusal: badRequest(`couldn't get version/kind; json parse error: ${why}`) };
  }
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
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `Request entity too large: limit is ${maxBodyLength}`,
    reason: 'RequestEntityTooLarge',
    code: 413,
  };
}
