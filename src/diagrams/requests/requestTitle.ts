import type { RequestTrace } from '../../api/traffic.ts';
import type { ShownState } from '../containerState.ts';
import { textOf } from '../looseValues.ts';
import { lookupStop } from './lookupWords.ts';
import { stopWords } from './stopWords.ts';
import { podOrAddress, socketText } from './trafficWords.ts';

/** A request in a line: what was wanted by whom, and what came of it. */
export interface RequestTitle {
  /** `GET http://web/ from Pod client`. */
  readonly what: string;
  /** `200`, `refused: no endpoint`. */
  readonly outcome: ShownState;
}

/** Names a request. */
export function requestTitle(trace: RequestTrace): RequestTitle {
  return { what: `${wanted(trace)} from ${podOrAddress(trace.client)}`, outcome: outcomeOf(trace) };
}

function wanted({ lookup, connection, http }: RequestTrace): string {
  const [first] = http;
  if (first) {
    const host = textOf(first.host) || textOf(lookup?.name) || (connection ? socketText(connection.asked) : '');
    const target = textOf(first.target);
    const more = http.length > 1 ? ` and ${http.length - 1} more` : '';
    return `${textOf(first.method)} ${/^\w+:/.test(target) ? target : `http://${host}${target}`}${more}`;
  }
  if (!connection) return lookup ? `look-up of ${textOf(lookup.name)}` : 'request';
  const name =
    lookup && lookup.source !== 'address' ? `${textOf(lookup.name)} port ${connection.asked.port}` : undefined;
  return `${connection.protocol === 'UDP' ? 'datagram to' : 'connection to'} ${name ?? socketText(connection.asked)}`;
}

function outcomeOf(trace: RequestTrace): ShownState {
  const { client, lookup, connection, http } = trace;
  const last = http.at(-1);
  if (last?.status !== undefined && last.error === undefined) {
    return { state: last.status < 400 ? 'ready' : 'failed', text: String(last.status) };
  }
  if (connection?.stop) return { state: 'failed', text: stopWords(connection.stop, trace, connection).short };
  if (last?.error !== undefined) return { state: 'failed', text: textOf(last.error) };
  if (last) return { state: 'pending', text: 'no answer yet' };
  if (connection) {
    if (connection.tookMs === undefined) return { state: 'pending', text: 'still connecting' };
    return { state: 'ready', text: 'connected' };
  }
  const stop = lookup && lookupStop(lookup, client);
  if (stop) return { state: 'failed', text: stop.short };
  if (lookup) return { state: 'ready', text: lookup.addresses.slice(0, 3).map(textOf).join(', ') };
  return { state: 'pending', text: 'nothing has happened yet' };
}
