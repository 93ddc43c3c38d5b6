import type { Url } from '../../http/url.ts';
import type { Process } from '../../process.ts';
import { isIpLiteral } from '../../resolver/addressText.ts';
import { type Family, lookUp } from '../../resolver/lookUp.ts';
import type { Run } from '../../syscalls.ts';
import type { Options } from '../options.ts';

/** Addresses of a host in the order in which curl tries them, and what `-v` says of how it came to them. */
export interface CurlAddresses {
  readonly addresses: readonly string[];
  readonly trace: string;
  /** Curl's words where there are none. */
  readonly problem?: { readonly code: number; readonly text: string };
}

/** For so long curl remembers a host's addresses, milliseconds (CURLOPT_DNS_CACHE_TIMEOUT). */
const cacheMs = 60_000;

/** The names that one curl command has looked up, and those that `--resolve` gives it. */
export class CurlNames {
  readonly #family: Family | undefined;
  /** By `host:port`; what was given stays. */
  readonly #known = new Map<string, { readonly addresses: readonly string[]; readonly untilMs: number }>();
  /** What `-v` says of given addresses, once. */
  #added = '';
  /** A `--resolve` that cannot be read. */
  readonly wrong: string | undefined;

  constructor({ flags, given }: Options) {
    this.#family = flags.has('6') ? 'IPv6' : flags.has('4') ? 'IPv4' : undefined;
    for (const [letter, text] of given) {
      if (letter !== 'V') continue;
      const [, host = '', port = '', list = ''] = /^\+?(\[[^\]]*\]|[^:]*):(\d+):(.+)$/.exec(text) ?? [];
      const addresses = list.split(',').map((each) => each.replace(/^\[|\]$/g, ''));
      if (host === '' || !addresses.every(isIpLiteral)) {
        this.wrong ??= text;
        continue;
      }
      this.#known.set(`${host.toLowerCase()}:${port}`, { addresses, untilMs: Number.POSITIVE_INFINITY });
      this.#added += `* Added ${host}:${port}:${list} to DNS cache\n`;
    }
  }

  /** Looks a URL's host up, until the given moment at most (epoch, milliseconds). */
  *find(process: Process, { host, port }: Url, deadlineMs: number, startMs: number): Run<CurlAddresses> {
    const added = this.#added;
    this.#added = '';
    if (isIpLiteral(host)) return { addresses: [host], trace: added };
    const key = `${host.toLowerCase()}:${port}`;
    const known = this.#known.get(key) ?? this.#known.get(`*:${port}`);
    if (known && known.untilMs > process.nowMs) {
      return { addresses: known.addresses, trace: `${added}* Hostname ${host} was found in DNS cache\n` };
    }
    const found = yield* this.#lookUp(process, host, deadlineMs);
    if (found.length === 0) {
      const isLate = process.nowMs >= deadlineMs;
      const text = isLate
        ? `Resolving timed out after ${process.nowMs - startMs} milliseconds`
        : `Could not resolve host: ${host}`;
      return { addresses: [], trace: added, problem: { code: isLate ? 28 : 6, text } };
    }
    const ofVersion6 = found.filter((ip) => ip.includes(':'));
    const ofVersion4 = found.filter((ip) => !ip.includes(':'));
    const listed = (list: readonly string[]) => (list.length > 0 ? list.join(', ') : '(none)');
    const lines = [`Host ${host}:${port} was resolved.`, `IPv6: ${listed(ofVersion6)}`, `IPv4: ${listed(ofVersion4)}`];
    const addresses = [...ofVersion6, ...ofVersion4];
    this.#known.set(key, { addresses, untilMs: process.nowMs + cacheMs });
    return { addresses, trace: added + lines.map((line) => `* ${line}\n`).join('') };
  }

  /** `localhost` is the loopback device for curl, whoever says what. */
  *#lookUp(process: Process, host: string, deadlineMs: number): Run<readonly string[]> {
    const name = host.toLowerCase();
    if (name === 'localhost' || name.endsWith('.localhost')) {
      const all = ['::1', '127.0.0.1'];
      return all.filter((ip) => this.#family === undefined || ip.includes(':') === (this.#family === 'IPv6'));
    }
    const family = this.#family === undefined ? {} : { family: this.#family };
    const { addresses } = yield* lookUp(process, host, { ...family, deadlineMs });
    return addresses;
  }
}
