import { type FieldError, formatPath } from './field.ts';
import type { Status } from './generated/objects.ts';
import type { KindInfo } from './kinds.ts';
import type { ApiResponse } from './request.ts';

type Subject = Pick<KindInfo, 'group' | 'plural' | 'kind'>;

function failure(code: number, reason: string, message: string, details?: Status['details']): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details && { details }),
    code,
  };
}

function qualified(subject: Subject): string {
  return subject.group === '' ? subject.plural : `${subject.plural}.${subject.group}`;
}

function detailsOf(subject: Subject, name: string): Status['details'] {
  return { name, ...(subject.group !== '' && { group: subject.group }), kind: subject.plural };
}

/** 404 of one object: `pods "web" not found`. */
export function notFound(subject: Subject, name: string): Status {
  return failure(404, 'NotFound', `${qualified(subject)} "${name}" not found`, detailsOf(subject, name));
}

/** 404 of a path that no resource has. */
export function unknownPath(): Status {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** 409 of a create: `pods "web" already exists`. */
export function alreadyExists(subject: Subject, name: string): Status {
  return failure(409, 'AlreadyExists', `${qualified(subject)} "${name}" already exists`, detailsOf(subject, name));
}

/** 409 of a write that was based on an older version. */
export function conflict(subject: Subject, name: string, why: string): Status {
  const message = `Operation cannot be fulfilled on ${qualified(subject)} "${name}": ${why}`;
  return failure(409, 'Conflict', message, detailsOf(subject, name));
}

/** 400: the request could not be understood. */
export function badRequest(message: string): Status {
  return failure(400, 'BadRequest', message);
}

/** Something beside the API server did not answer; a real one gives no reason either. */
export function internalError(message: string): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 };
}

/** 403: understood and refused. */
export function forbidden(subject: Subject, name: string, why: string): Status {
  return failure(403, 'Forbidden', `${qualified(subject)} "${name}" is forbidden: ${why}`, detailsOf(subject, name));
}

/** 405. */
export function methodNotAllowed(): Status {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** 410 of a watch or a continued list whose version is too old to be replayed. */
export function expired(message: string): Status {
  return failure(410, 'Expired', message);
}

/** 415 of a patch or a body of a type the server does not take. */
export function unsupportedMediaType(message: string): Status {
  return failure(415, 'UnsupportedMediaType', message);
}

/** 422: fields are wrong. One error stands alone, several stand in brackets, as in a real server's text. */
export function invalid(subject: Subject, name: string, errors: readonly FieldError[]): Status {
  const texts = errors.map((error) => `${formatPath(error.path) || '<nil>'}: ${error.message}`);
  // Said once in the text, though each has its cause.
  const different = [...new Set(texts)];
  const list = different.length === 1 ? different[0] : `[${different.join(', ')}]`;
  const qualifiedKind = subject.group === '' ? subject.kind : `${subject.kind}.${subject.group}`;
  const causes = errors.map((error) => ({ reason: error.type, message: error.message, field: formatPath(error.path) }));
  return failure(422, 'Invalid', `${qualifiedKind} "${name}" is invalid: ${list}`, {
    name,
    ...(subject.group !== '' && { group: subject.group }),
    kind: subject.kind,
    causes,
  });
}

/** A `Status` as the response that carries it. */
export function refuse(status: Status): ApiResponse {
  return { code: status.code ?? 500, body: status };
}

/** The `Status` of a refused request, if it was refused. */
export function refusalOf(response: ApiResponse): Status | undefined {
  if (response.code < 400) return undefined;
  return typeof response.body === 'string' ? statusOfCode(response.code) : (response.body as Status);
}

/** Clients have their own words for a code that came with a mere text (client-go's `NewGenericServerResponse`). */
function statusOfCode(code: number): Status {
  if (code === 404) return unknownPath();
  if (code !== 503) return failure(code, 'Unknown', 'unknown');
  return failure(code, 'ServiceUnavailable', 'the server is currently unable to handle the request');
}
