import type { DnsStatus } from '../../../../api/dns.ts';
import { type MakeHandler, rooted } from './serving.ts';

const numbers: Readonly<Record<DnsStatus, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};

/** `errors`: a line for each question that could not be answered (https://coredns.io/plugins/errors/). */
export const serveErrors: MakeHandler = (next, serving) =>
  function* (request) {
    const outcome = yield* next(request);
    const { answer, error } = outcome;
    if (error !== undefined) {
      const { name, type } = request.question;
      serving.log(`[ERROR] plugin/errors: ${numbers[answer.status]} ${rooted(name)} ${type}: ${error}`);
    }
    return outcome;
  };
