import type { DnsQuestion } from '../../../../api/dns.ts';
import type { Configuration, Site } from './configuration.ts';
import {
  bareAnswer,
  type DnsRequest,
  failed,
  type Handler,
  type Handling,
  type Outcome,
  type Serving,
} from './serving.ts';
import { zoneOf } from './zones.ts';

/** An answer may lead to another question, and that to one more: so far. */
const maxLookUps = 8;

/** Told of each question that a plugin of a site has dealt with. */
export type Answered = (site: Site, request: DnsRequest, outcome: Outcome) => void;

/** The servers of a Corefile: each question passes the plugins of the zone that it belongs to. */
export class DnsServer {
  readonly #sites: readonly { readonly site: Site; readonly handler: Handler }[];
  readonly #onAnswered: Answered;

  constructor(
    { sites }: Pick<Configuration, 'sites'>,
    around: Omit<Serving, 'lookUp'>,
    onAnswered: Answered = () => {},
  ) {
    this.#onAnswered = onAnswered;
    this.#sites = sites.map((site) => {
      const serving: Serving = {
        nowMs: () => around.nowMs(),
        randomInteger: (low, high) => around.randomInteger(low, high),
        log: (line) => around.log(line),
        lookUp: (request, question) => this.#lookUp(request, question, site.port),
      };
      const last = site.chain.at(-1)?.name ?? 'server';
      // biome-ignore lint/correctness/useYield: it asks nobody.
      const end: Handler = function* () {
        return failed('SERVFAIL', `plugin/${last}: no next plugin found`);
      };
      return { site, handler: site.chain.reduceRight((next, { make }) => make(next, serving), end) };
    });
  }

  /** Deals with a question that came to a port. */
  *answer(request: DnsRequest, port: number): Handling {
    const here = this.#sites.filter(({ site }) => site.port === port);
    const { question } = request;
    // Another class than IN only gets through to other servers.
    const hasForward = here.some(({ site }) => site.chain.some(({ name }) => name === 'forward'));
    const zones = here.map(({ site }) => site.zone);
    const zone = zoneOf(question.name.toLowerCase(), zones);
    const found = here.find(({ site }) => site.zone === zone);
    if (!found || (question.class !== 'IN' && !hasForward)) {
      return { answer: bareAnswer('REFUSED'), writtenBy: undefined };
    }
    const outcome = yield* found.handler(request);
    this.#onAnswered(found.site, request, outcome);
    return outcome;
  }

  *#lookUp(request: DnsRequest, question: DnsQuestion, port: number): Handling {
    const hops = (request.hops ?? 0) + 1;
    return hops > maxLookUps ? failed('SERVFAIL') : yield* this.answer({ ...request, question, hops }, port);
  }
}
