import type { DnsRecord } from '../../api/dns.ts';
import type { LookupTry, ServiceHop, TrafficEndpoint, TrafficParty } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import { durationText } from './durationText.ts';

/** `after 3 ms`, to end a sentence. */
export function afterText(ms: number): string {
  return ms < 0.5 ? 'at once' : `after ${durationText(ms)}`;
}

/** `Pod client`, or an address where nobody knows whose it is. */
export function podOrAddress({ pod, ip }: Pick<TrafficParty, 'pod' | 'ip'>): string {
  return pod ? `Pod ${textOf(pod.name)}` : textOf(ip) || 'somebody';
}

/** `curl in container main of Pod shop/client on node-1`, as far as it is known. */
export function partyText({ ip, node, pod, container, process }: TrafficParty): string {
  const inside = container === undefined ? '' : `container ${textOf(container)} of `;
  const what = pod ? `${inside}Pod ${textOf(pod.namespace)}/${textOf(pod.name)}` : textOf(ip);
  const where = node === undefined ? '' : ` on ${textOf(node)}`;
  return `${process === undefined ? '' : `${textOf(process)} in `}${what}${where}`;
}

/** `10.244.1.5:8080`; an IPv6 address in brackets. */
export function socketText({ ip, port }: { readonly ip: string; readonly port: number }): string {
  return textOf(ip).includes(':') ? `[${textOf(ip)}]:${port}` : `${textOf(ip)}:${port}`;
}

/** `Service web`, with its Namespace where that is not the client's. */
export function serviceText({ namespace, name }: Pick<ServiceHop, 'namespace' | 'name'>, client: TrafficParty): string {
  const isHere = client.pod === undefined || client.pod.namespace === namespace;
  return `Service ${textOf(name)}${isHere ? '' : ` in ${textOf(namespace)}`}`;
}

/** `http 80/TCP`. */
export function servicePortText({ name, port, protocol }: ServiceHop['port']): string {
  return `${name ? `${textOf(name)} ` : ''}${port}/${textOf(protocol)}`;
}

const endpointStates: Readonly<Record<TrafficEndpoint['state'], string>> = {
  ready: 'ready',
  notReady: 'not ready',
  terminating: 'terminating',
};

/** How an endpoint stood, in words. */
export function endpointStateText({ state, eligible }: TrafficEndpoint): string {
  if (state === 'ready' && !eligible) return 'ready, but not for this client';
  return state === 'terminating' && eligible ? 'terminating, and still answers' : endpointStates[state];
}

const resultWords: Readonly<Record<LookupTry['result'], string>> = {
  NOERROR: 'found',
  NODATA: 'no such record (NODATA)',
  NXDOMAIN: 'no such name (NXDOMAIN)',
  SERVFAIL: 'the server failed (SERVFAIL)',
  FORMERR: 'the server did not understand (FORMERR)',
  NOTIMP: 'the server cannot do that (NOTIMP)',
  REFUSED: 'the server does not want to (REFUSED)',
  TIMEOUT: 'no answer',
  REFUSED_CONNECTION: 'nobody listens there',
  UNREACHABLE: 'nobody has this address',
};

/** More records of an answer than this help nobody. */
const recordLimit = 4;

/** What a DNS server answered. */
export function answerText({ result, answers }: Pick<LookupTry, 'result' | 'answers'>): string {
  if (result !== 'NOERROR' || answers.length === 0) return resultWords[result] ?? textOf(result);
  const shown = answers.slice(0, recordLimit).map(recordText);
  const more = answers.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function recordText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return textOf(record.address);
    case 'CNAME':
      return `is ${textOf(record.target)} (CNAME)`;
    case 'SRV':
      return `port ${record.port} of ${textOf(record.target)}`;
    case 'TXT':
      return record.texts.map(textOf).join(' ');
    case 'SOA':
      return textOf(record.primary);
    default:
      return textOf(record.target);
  }
}
