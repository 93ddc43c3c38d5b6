import { bytesToBase64, textToBytes } from '../../../api/base64.ts';
import { invalidValue } from '../../../api/fieldErrors.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { ResourceRoute } from '../../../api/route.ts';
import { invalid, notFound, refuse } from '../../../api/status.ts';
import { formatTime } from '../../../api/time.ts';
import type { Random } from '../../random.ts';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../serverContext.ts';
import type { Subresource } from './subresource.ts';

/** Who issues tokens, and for whom unless they say otherwise. */
const issuer = 'https://kubernetes.default.svc.cluster.local';

/** The life of a token that asks for none, and the shortest and longest that may be asked for. */
const defaultSeconds = 3600;
const minSeconds = 600;
const maxSeconds = 2 ** 32;

/** `serviceaccounts/token`: a token for the API. Nothing here checks one; it has the shape of a real one. */
export const tokenSubresource: Subresource = {
  name: 'token',
  kind: 'TokenRequest',
  group: 'authentication.k8s.io',
  version: 'v1',
  verbs: ['create'],
  handlers: { POST: handleToken },
};

interface TokenRequest {
  readonly spec?: { readonly audiences?: readonly string[]; readonly expirationSeconds?: number };
}

function handleToken(context: ServerContext, route: ResourceRoute, request: ApiRequest): ApiResponse {
  const { info, namespace = '', name = '' } = route;
  const body = bodyOf(request, 'TokenRequest');
  if (body.refusal) return refuse(body.refusal);
  const account = context.store.get(info, namespace, name);
  if (!account) return refuse(notFound(info, name));
  const { audiences = [], expirationSeconds = defaultSeconds } = ((body.value ?? {}) as TokenRequest).spec ?? {};
  if (expirationSeconds < minSeconds || expirationSeconds > maxSeconds) {
    const why =
      expirationSeconds < minSeconds
        ? 'may not specify a duration less than 10 minutes'
        : 'may not specify a duration larger than 2^32 seconds';
    const error = invalidValue(['spec', 'expirationSeconds'], expirationSeconds, why);
    return refuse(invalid({ group: 'authentication.k8s.io', plural: '', kind: 'TokenRequest' }, '', [error]));
  }
  const aud = audiencesOf(audiences);
  const token = serviceAccountToken(context.random, {
    namespace,
    name,
    uid: account.metadata.uid,
    audiences,
    lifeSeconds: expirationSeconds,
    issuedAtMs: context.nowMs(),
  });
  return {
    code: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace, creationTimestamp: formatTime(context.nowMs()) },
      spec: { audiences: aud, expirationSeconds, boundObjectRef: null },
      status: { token, expirationTimestamp: formatTime(context.nowMs() + expirationSeconds * 1000) },
    },
  };
}

function audiencesOf(asked: readonly string[]): readonly string[] {
  return asked.length > 0 ? asked : [issuer];
}

/** Whom a token speaks for, and how long. */
interface TokenFacts {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The API server where there are none. */
  readonly audiences: readonly string[];
  readonly lifeSeconds: number;
  readonly issuedAtMs: number;
  /** The Pod that it ends with. */
  readonly pod?: { readonly name: string; readonly uid: string };
}

/** A ServiceAccount's token: three parts as a JSON Web Token has them; the signature signs nothing. */
export function serviceAccountToken(random: Random, facts: TokenFacts): string {
  const { namespace, name, uid, audiences, lifeSeconds, pod } = facts;
  const issuedAt = Math.floor(facts.issuedAtMs / 1000);
  const claims = {
    aud: audiencesOf(audiences),
    exp: issuedAt + lifeSeconds,
    iat: issuedAt,
    iss: issuer,
    'kubernetes.io': { namespace, ...(pod && { pod }), serviceaccount: { name, uid } },
    nbf: issuedAt,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const part = (text: string) =>
    bytesToBase64(textToBytes(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const header = { alg: 'RS256', kid: 'pod-labs' };
  return [JSON.stringify(header), JSON.stringify(claims), random.hex(64)].map(part).join('.');
}
