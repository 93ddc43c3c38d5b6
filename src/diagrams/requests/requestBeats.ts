import type { ConnectionTrace, HttpTrace, LookupTrace, RequestTrace, ServiceHop } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import { durationText } from './durationText.ts';
import { lookupStop } from './lookupWords.ts';
import { type Actor, dnsServers } from './requestActors.ts';
import { stopWords } from './stopWords.ts';
import { answerText, socketText } from './trafficWords.ts';

/** One thing that happens: a message from one to another, or a remark over one of them. */
export type Beat =
  | {
      readonly from: string;
      readonly to: string;
      /** `lost`: it comes to nothing; `broken`: the answer says that. */
      readonly way: 'ask' | 'answer' | 'lost' | 'broken';
      readonly lines: readonly string[];
    }
  | { readonly over: string; readonly lines: readonly string[] };

/** More questions or HTTP requests than this are counted. */
const beatLimit = 12;

/** A request as what happens one after the other, between those who take part. */
export function beatsOf(trace: RequestTrace, actors: readonly Actor[]): readonly Beat[] {
  const { lookup, connection } = trace;
  const arrived = actors.some(({ id }) => id === 'server');
  return [
    ...(lookup ? lookupBeats(lookup, trace) : []),
    ...(connection ? connectionBeats(connection, trace) : []),
    ...(arrived ? httpBeats(trace) : []),
  ];
}

function lookupBeats(lookup: LookupTrace, { client, connection }: RequestTrace): Beat[] {
  const { tries, source, addresses } = lookup;
  const servers = dnsServers(tries);
  const shown = tries.length > beatLimit ? [...tries.slice(0, beatLimit - 1), ...tries.slice(-1)] : tries;
  const left = tries.length - shown.length;
  const beats: Beat[] = shown.flatMap((one, index): Beat[] => {
    const to = `dns${servers.indexOf(textOf(one.server)) + 1}`;
    const lines = [`${textOf(one.type)} ${textOf(one.name)}`];
    const gap: Beat[] =
      left > 0 && index === shown.length - 1 ? [{ over: 'client', lines: [`${left} more questions`] }] : [];
    if (['TIMEOUT', 'UNREACHABLE'].includes(one.result)) {
      return [
        ...gap,
        { from: 'client', to, way: 'lost', lines: [...lines, `${answerText(one)} (${durationText(one.tookMs)})`] },
      ];
    }
    const way = one.result === 'NOERROR' || one.result === 'NODATA' ? 'answer' : 'broken';
    return [
      ...gap,
      { from: 'client', to, way: 'ask', lines },
      { from: to, to: 'client', way, lines: [answerText(one)] },
    ];
  });
  const stop = lookupStop(lookup, client);
  if (stop) beats.push({ over: 'client', lines: [`✗ ${textOf(lookup.name)}`, stop.short] });
  else if (source === 'hostsFile')
    beats.push({ over: 'client', lines: [`${textOf(lookup.name)} is in /etc/hosts`, ...addresses.map(textOf)] });
  else if (!connection)
    beats.push({ over: 'client', lines: [`✓ ${textOf(lookup.name)}`, ...addresses.slice(0, 4).map(textOf)] });
  return beats;
}

function connectionBeats(connection: ConnectionTrace, trace: RequestTrace): Beat[] {
  const { service, hostPort, asked, stop } = connection;
  const words = stop && stopWords(stop, trace, connection).short;
  const first = service ? 'service' : hostPort !== undefined ? 'node' : 'server';
  const connect = `${connection.protocol === 'UDP' ? 'datagram to' : 'connect to'} ${socketText(asked)}`;
  const beats: Beat[] = [];
  if (service && !service.chosen) return unchosenBeats(connect, words, connection);
  const { port = asked.port, ip } = service?.chosen ?? connection.server ?? asked;
  const onward = `on to ${socketText({ ip, port })}`;
  const lost = words !== undefined && isLost(connection) ? words : undefined;
  const hops = first === 'server' ? ['client', 'server'] : ['client', first, 'server'];
  for (const [index, to] of hops.slice(1).entries()) {
    const from = hops[index] ?? 'client';
    const isLast = to === 'server';
    const lines = index === 0 ? [connect] : [onward];
    beats.push({ from, to, way: isLast && lost !== undefined ? 'lost' : 'ask', lines });
    if (to === 'service' && service) beats.push({ over: 'service', lines: choiceLines(service) });
  }
  if (lost !== undefined) beats.push({ over: stop === 'gaveUp' ? 'client' : 'server', lines: [`✗ ${lost}`] });
  else if (connection.server)
    beats.push({ from: 'server', to: 'client', way: 'answer', lines: [standsText(connection)] });
  else if (words !== undefined) beats.push({ from: 'server', to: 'client', way: 'broken', lines: [words] });
  else beats.push({ over: 'client', lines: ['… still connecting'] });
  return beats;
}

function standsText({ tookMs, protocol }: ConnectionTrace): string {
  const word = protocol === 'UDP' ? 'arrived' : 'connected';
  return tookMs === undefined ? word : `${word} (${durationText(tookMs)})`;
}

/** There was nobody to choose. */
function unchosenBeats(connect: string, words: string | undefined, { stop }: ConnectionTrace): Beat[] {
  if (stop === 'noEndpoints') {
    return [
      { from: 'client', to: 'service', way: 'ask', lines: [connect] },
      { from: 'service', to: 'client', way: 'broken', lines: [words ?? ''] },
    ];
  }
  return [
    { from: 'client', to: 'service', way: words === undefined ? 'ask' : 'lost', lines: [connect] },
    { over: 'service', lines: [words === undefined ? '… still connecting' : `✗ ${words}`] },
  ];
}

/** Whether nothing comes back at all. */
function isLost({ stop, server }: ConnectionTrace): boolean {
  if (server) return false;
  return stop === 'noSuchAddress' || stop === 'queueFull' || stop === 'cutOff' || stop === 'gaveUp';
}

function choiceLines({ endpoints, choice }: ServiceHop): string[] {
  const eligible = endpoints.filter((endpoint) => endpoint.eligible).length;
  const rest = endpoints.length - eligible;
  const how = choice === 'affinity' ? 'as before: sessionAffinity' : `chosen by lot out of ${eligible}`;
  return [how, rest > 0 ? `${rest} more not used` : ''].filter(Boolean);
}

function httpBeats({ http, connection }: RequestTrace): Beat[] {
  const shown = http.length > beatLimit ? [...http.slice(0, beatLimit - 1), ...http.slice(-1)] : http;
  const left = http.length - shown.length;
  const beats = shown.flatMap((one, index): Beat[] => {
    const gap: Beat[] =
      left > 0 && index === shown.length - 1 ? [{ over: 'client', lines: [`${left} more requests`] }] : [];
    return [...gap, ...exchange(one)];
  });
  const stop = connection?.server && connection.stop;
  if (stop === 'gaveUp') beats.push({ over: 'client', lines: ['✗ the client gave up'] });
  if (stop === 'reset') beats.push({ from: 'server', to: 'client', way: 'broken', lines: ['broken off'] });
  return beats;
}

function exchange({ method, target, host, status, error, tookMs }: HttpTrace): Beat[] {
  const ask: Beat = {
    from: 'client',
    to: 'server',
    way: 'ask',
    lines: [`${textOf(method)} ${textOf(target)}`, host === undefined ? '' : `Host: ${textOf(host)}`].filter(Boolean),
  };
  const took = tookMs === undefined ? '' : ` (${durationText(tookMs)})`;
  if (status !== undefined) {
    const way = status < 400 && error === undefined ? 'answer' : 'broken';
    const lines = error === undefined ? [`${status}${took}`] : [`${status}, then ${textOf(error)}`];
    return [ask, { from: 'server', to: 'client', way, lines }];
  }
  if (error !== undefined) return [ask, { over: 'client', lines: [`✗ no answer: ${textOf(error)}`] }];
  return [ask, { over: 'client', lines: ['… no answer yet'] }];
}
