import type { ConnectionTrace, HttpTrace, LookupTrace, RequestTrace, ServiceHop } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import { leaf, type OutlineItem, shown } from '../outlineItem.ts';
import { lookupStop, originText, questionCount } from './lookupWords.ts';
import { endpointId, endpointLimit } from './requestActors.ts';
import { requestTitle } from './requestTitle.ts';
import { type StopWords, stopWords } from './stopWords.ts';
import {
  afterText,
  answerText,
  endpointStateText,
  partyText,
  podOrAddress,
  servicePortText,
  serviceText,
  socketText,
} from './trafficWords.ts';

/** More lines of a sort than this help nobody. */
const lineLimit = 40;

/** A request explained in plain words, in the order in which it happened. */
export function requestOutline(trace: RequestTrace): OutlineItem[] {
  const { client, lookup, connection, http } = trace;
  const { what, outcome } = requestTitle(trace);
  const children = [
    leaf(`Asked by ${partyText(client)}${client.pod ? `, address ${textOf(client.ip)}` : ''}`, client.pod && 'client'),
    ...(lookup ? [lookupItem(lookup, trace)] : []),
    ...(connection ? connectionItems(connection, trace) : []),
    ...httpItems(http),
    ...(connection?.stop ? stopItems(stopWords(connection.stop, trace, connection)) : []),
    ...(http.at(-1) && !connection?.stop ? statusItems(http.at(-1) as HttpTrace) : []),
  ];
  return [{ text: what, ...shown(outcome), children }];
}

function lookupItem(lookup: LookupTrace, { client }: RequestTrace): OutlineItem {
  const { name, source, tries, addresses, tookMs } = lookup;
  const stop = lookupStop(lookup, client);
  const found = addresses.slice(0, 4).map(textOf).join(', ');
  if (source === 'address') return leaf(`${textOf(name)} is an address already: nobody is asked`);
  const lines = tries.slice(0, lineLimit).map(
    (one): OutlineItem => ({
      ...leaf(`${textOf(one.type)} ${textOf(one.name)}, ${originText(one, name)}, asked of ${textOf(one.server)}`),
      state:
        one.result === 'NOERROR'
          ? 'ready'
          : one.result === 'NODATA' || one.result === 'NXDOMAIN'
            ? 'completed'
            : 'failed',
      said: one.answeredBy?.pod ? `${answerText(one)}, said by ${podOrAddress(one.answeredBy)}` : answerText(one),
    }),
  );
  return {
    text:
      source === 'hostsFile'
        ? `Name ${textOf(name)}, from /etc/hosts`
        : `Name ${textOf(name)}: ${questionCount(lookup)}`,
    state: stop ? 'failed' : 'ready',
    said: stop ? stop.short : `${found}, ${afterText(tookMs)}`,
    children: [
      ...lines,
      ...(tries.length > lineLimit ? [leaf(`and ${tries.length - lineLimit} more questions`)] : []),
      ...(stop ? stopItems(stop) : []),
    ],
  };
}

function connectionItems(connection: ConnectionTrace, trace: RequestTrace): OutlineItem[] {
  const { service, hostPort, server, seenFrom, stop, tookMs, error } = connection;
  const items: OutlineItem[] = [];
  if (service) items.push(serviceItem(service, connection, trace));
  else items.push(leaf(`${connection.protocol} to ${socketText(connection.asked)}, without a Service`));
  if (hostPort !== undefined) items.push(leaf(`Taken on by the Node: port ${hostPort} is a Pod’s hostPort`));
  if (server) {
    const at = socketText({ ip: server.ip, port: server.port ?? connection.asked.port });
    items.push({
      ...leaf(`Arrived at ${partyText(server)}, at ${at}`, server.pod && 'server'),
      ...(tookMs !== undefined && { state: 'ready' as const, said: afterText(tookMs) }),
    });
    if (seenFrom !== undefined && seenFrom !== trace.client.ip) {
      items.push(leaf(`The process sees ${textOf(seenFrom)} as client: the address was translated on the way`));
    }
  } else if (!stop)
    items.push({ ...leaf('The connection does not stand yet'), state: 'pending', said: 'still connecting' });
  else {
    const words = stopWords(stop, trace, connection);
    const after = tookMs === undefined ? '' : ` ${afterText(tookMs)}`;
    items.push({
      ...leaf(`No connection${after}${error === undefined ? '' : `, error ${textOf(error)}`}`),
      state: 'failed',
      said: words.short,
    });
  }
  return items;
}

const byText: Readonly<Record<ServiceHop['by'], string>> = {
  clusterIP: 'is the address of',
  nodePort: 'is the nodePort of',
  externalIP: 'is an external address of',
  loadBalancerIP: 'is the load balancer’s address of',
};

function serviceItem(service: ServiceHop, { asked, stop }: ConnectionTrace, { client }: RequestTrace): OutlineItem {
  if (stop === 'noSuchServicePort') {
    const text = `${asked.ip} ${byText[service.by]} ${serviceText(service, client)}`;
    return { text, part: 'service', state: 'failed', said: `no port ${asked.port}`, children: [] };
  }
  const { endpoints, chosen, choice, by } = service;
  const eligible = endpoints.filter((endpoint) => endpoint.eligible).length;
  const how = choice === 'affinity' ? 'the same as before (sessionAffinity)' : `by lot out of ${eligible}`;
  return {
    text: `${socketText(asked)} ${byText[by]} ${serviceText(service, client)}, port ${servicePortText(service.port)}`,
    part: 'service',
    ...(chosen
      ? { state: 'ready' as const, said: `chosen ${how}: ${podOrAddress(chosen)}, ${socketText(chosen)}` }
      : { state: 'failed' as const, said: 'nobody to choose' }),
    children: [
      ...endpoints.slice(0, endpointLimit).map((endpoint, index): OutlineItem => {
        const isChosen = chosen !== undefined && endpoint.ip === chosen.ip && endpoint.port === chosen.port;
        return {
          ...leaf(`${podOrAddress(endpoint)}, ${socketText(endpoint)}`, endpoint.pod && endpointId(index)),
          state: isChosen ? 'ready' : endpoint.eligible ? 'running' : 'pending',
          said: `${endpointStateText(endpoint)}${isChosen ? ', chosen' : ''}`,
        };
      }),
      ...(endpoints.length > endpointLimit ? [leaf(`and ${endpoints.length - endpointLimit} more endpoints`)] : []),
    ],
  };
}

function httpItems(http: readonly HttpTrace[]): OutlineItem[] {
  const items = http.slice(0, lineLimit).map(({ method, target, host, status, error, tookMs }): OutlineItem => {
    const took = tookMs === undefined ? '' : ` ${afterText(tookMs)}`;
    const later = error === undefined ? '' : `, then ${textOf(error)}`;
    const none = error === undefined ? 'no answer yet' : `no answer: ${textOf(error)}`;
    const said = status === undefined ? none : `${status}${took}${later}`;
    return {
      ...leaf(`${textOf(method)} ${textOf(target)}${host === undefined ? '' : `, Host: ${textOf(host)}`}`),
      state: status === undefined ? (error === undefined ? 'pending' : 'failed') : status < 400 ? 'ready' : 'failed',
      said,
    };
  });
  const more = http.length - items.length;
  return more > 0 ? [...items, leaf(`and ${more} more requests over the same connection`)] : items;
}

/** What follows from an answer that is an error. */
function statusItems({ status }: HttpTrace): OutlineItem[] {
  if (status === undefined || status < 400) return [];
  const why =
    status < 500
      ? `${status} is the process’ own answer: it takes the request for wrong, such as a path that it does not have.`
      : `${status} is an answer of the process, or of a proxy in front of it: it could not do what was asked.`;
  return stopItems({
    short: '',
    why: `Name, Service and network are fine. ${why}`,
    next: ['See what the process says of it: kubectl logs'],
  });
}

function stopItems({ why, next }: StopWords): OutlineItem[] {
  return [leaf(why), { text: 'What to look at next', children: next.map((text) => leaf(text)) }];
}
