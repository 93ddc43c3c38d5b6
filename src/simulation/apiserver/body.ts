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
