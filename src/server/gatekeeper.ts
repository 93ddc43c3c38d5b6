import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Status } from '../api/generated/objects.ts';
import { notForBrowsers, unauthorized } from './refusals.ts';

/** This machine, by the names of its loopback interface, with or without a port. */
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Who may come in: programs of this machine that know the token. A page in a browser could send requests to a loopback
 * port too, and a name server of its own could make it believe that this is its own site, so `Origin`, `Sec-Fetch-Site`
 * and `Host` are looked at before anything else.
 */
export class Gatekeeper {
  readonly #tokenHash: Buffer;

  constructor(token: string) {
    this.#tokenHash = hashOf(token);
  }

  /** Why the request stays outside; undefined where it may come in. */
  refusal(headers: IncomingHttpHeaders): Status | undefined {
    if (headers.origin !== undefined) return notForBrowsers('the request has an Origin');
    if (headers['sec-fetch-site'] !== undefined) return notForBrowsers('the request has a Sec-Fetch-Site');
    if (!loopbackHost.test(headers.host ?? '')) return notForBrowsers('the Host is not this machine');
    const token = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || !timingSafeEqual(hashOf(token), this.#tokenHash)) return unauthorized;
    return undefined;
  }
}

/** Hashes have one length, as `timingSafeEqual` wants. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
