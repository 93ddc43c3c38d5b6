import type { LookupTrace, LookupTry, RequestTrace } from '../../api/traffic.ts';
import { textOf } from '../looseValues.ts';
import type { StopWords } from './stopWords.ts';

/** How many questions were asked for how many names: `4 questions for 2 names`. */
export function questionCount({ tries }: LookupTrace): string {
  const names = new Set(tries.map(({ name }) => name)).size;
  return `${tries.length} ${tries.length === 1 ? 'question' : 'questions'} for ${names} ${names === 1 ? 'name' : 'names'}`;
}

/** Where a tried name comes from: the search list added something, or it is the name as it was given. */
export function originText({ name }: LookupTry, given: string): string {
  const own = textOf(given).replace(/\.$/, '').toLowerCase();
  const tried = textOf(name).toLowerCase();
  if (tried === own) return 'as it was given';
  if (own !== '' && tried.startsWith(`${own}.`)) return `with ${textOf(name).slice(own.length + 1)} of the search list`;
  return 'another name';
}

/** Whether a program got an address, or what kept it from it. */
export function lookupStop(lookup: LookupTrace, client: RequestTrace['client']): StopWords | undefined {
  if (lookup.source !== undefined && lookup.addresses.length > 0) return undefined;
  const { tries } = lookup;
  const trouble = tries.findLast(({ result }) => !['NOERROR', 'NODATA', 'NXDOMAIN'].includes(result));
  if (trouble) return serverTrouble(trouble, client);
  if (tries.some(({ result }) => result === 'NODATA' || result === 'NOERROR')) return noAddress(lookup);
  if (tries.length > 0) return noSuchName(lookup, client);
  return {
    short: 'no server to ask',
    why: `Nothing knew ${textOf(lookup.name)}, and there was no DNS server to ask.`,
    next: [resolverAdvice(client)],
  };
}

function noSuchName({ name }: LookupTrace, client: RequestTrace['client']): StopWords {
  const given = textOf(name).replace(/\.$/, '');
  const [service = given, namespace] = given.split('.');
  const own = textOf(client.pod?.namespace) || 'its own';
  const where =
    namespace === undefined
      ? `Without a Namespace ${service} is looked for in the client’s, ${own}. A Service of another one is ${service}.NAMESPACE.`
      : `In the cluster, ${service}.${namespace} would be the Service ${service} of the Namespace ${namespace}: is there such a one?`;
  return {
    short: 'no such name (NXDOMAIN)',
    why: `No DNS server knew ${given}, with or without the search list.`,
    next: [
      where,
      'See the names: kubectl get services --all-namespaces',
      'A headless Service without a ready Pod has no name.',
    ],
  };
}

function noAddress({ name }: LookupTrace): StopWords {
  return {
    short: 'no address (NODATA)',
    why: `The name ${textOf(name)} exists, but has no address of the type that was asked for.`,
    next: ['Most clusters have IPv4 addresses only: type A is answered, type AAAA is not.'],
  };
}

function serverTrouble({ result, server }: LookupTry, client: RequestTrace['client']): StopWords {
  const dns = textOf(server);
  const pods = 'See whether CoreDNS runs: kubectl get pods -n kube-system -l k8s-app=kube-dns';
  switch (result) {
    case 'TIMEOUT':
      return {
        short: 'the DNS server does not answer',
        why: `The DNS server ${dns} did not answer in time, however often it was asked.`,
        next: [pods, resolverAdvice(client)],
      };
    case 'REFUSED_CONNECTION':
      return {
        short: 'nobody answers for DNS',
        why: `Nobody listened at ${dns}: the Service kube-dns has no ready Pod behind it, or the address is another one’s.`,
        next: [pods, resolverAdvice(client)],
      };
    case 'UNREACHABLE':
      return {
        short: 'no such DNS server',
        why: `Nobody has the address ${dns}, at which the Pod looks for a DNS server.`,
        next: [resolverAdvice(client), 'What stands there follows from the Pod’s dnsPolicy and dnsConfig.'],
      };
    default:
      return {
        short: `DNS failed (${textOf(result)})`,
        why: `The DNS server ${dns} answered, but not with what was asked for (${textOf(result)}).`,
        next: ['See what it says about that: kubectl logs -n kube-system -l k8s-app=kube-dns'],
      };
  }
}

function resolverAdvice({ pod }: RequestTrace['client']): string {
  const where = pod ? `kubectl exec -n ${textOf(pod.namespace)} ${textOf(pod.name)} -- ` : '';
  return `See which servers the client asks: ${where}cat /etc/resolv.conf`;
}
