import type { Status } from '../api/generated/objects.ts';

function failure(code: number, reason: string, message: string): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

/** 401: no token, or a wrong one. */
export const unauthorized = failure(401, 'Unauthorized', 'Unauthorized');

/** 403: the request comes from a page in a browser. */
export function notForBrowsers(why: string): Status {
  return failure(403, 'Forbidden', `forbidden: ${why}: this door is for programs of this machine, not for browsers`);
}

/** 405: a method that no resource knows. */
export const unknownMethod = failure(
  405,
  'MethodNotAllowed',
  'the server does not allow this method on the requested resource',
);

/** 406: none of the accepted types can be given. */
export const notAcceptable = failure(
  406,
  'NotAcceptable',
  'only the following media types are accepted: application/json, application/yaml',
);

/** 413: the body is longer than `limit` bytes. */
export function tooLarge(limit: number): Status {
  return failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}

/** 400: a body or an address that cannot be read. */
export function unreadable(message: string): Status {
  return failure(400, 'BadRequest', message);
}

/** 400: exec, attach or port-forward by a client that speaks SPDY only. */
export const spdyOnly = failure(
  400,
  'BadRequest',
  'this cluster speaks exec and attach over WebSocket (v5.channel.k8s.io or v4.channel.k8s.io), not over SPDY: use kubectl 1.31 or newer',
);

/** 501: port-forward. */
export const portForwardNotYet = failure(501, 'NotImplemented', 'port-forward is not in the embedded cluster yet');

/** 500: we made a mistake. */
export const broken = failure(500, 'InternalError', 'Internal error occurred: the embedded cluster made a mistake');
