import type { LookupTrace, LookupTry } from '../../../api/traffic.ts';
import { fromBytes } from '../bytes.ts';
import type { Process } from '../process.ts';
import { compute, type Run } from '../syscalls.ts';
import { inOrder } from './addressOrder.ts';
import { addressOfText, isIpLiteral } from './addressText.ts';
import { askAllAtOnce } from './allServersAtOnce.ts';
import { dnsNameOf, isHostName } from './dnsName.ts';
import { hostsEntriesOf } from './hostsFile.ts';
import type { LookupProblem } from './lookupProblem.ts';
import type { NameAnswer } from './nameAnswer.ts';
import { type NameToTry, namesToTry } from './namesToTry.ts';
import { askOneAtATime } from './oneServerAtATime.ts';
import { type ResolverConfiguration, resolverConfiguration } from './resolverConfiguration.ts';
import type { ResolverKind } from './resolverKind.ts';

export type Family = 'IPv4' | 'IPv6';

export interface LookUpOptions {
  /** Both where nothing is said. */
  readonly family?: Family;
  /** That of the container's image where nothing is said. */
  readonly kind?: ResolverKind;
  /** Instead of those of `/etc/resolv.conf`. */
  readonly nameServers?: readonly string[];
  /** The program wants no more from this moment on (epoch, milliseconds). */
  readonly deadlineMs?: number;
}

/** What a resolver found out about a name. */
export interface Lookup {
  /** In the order in which programs try them; none where there is a problem. */
  readonly addresses: readonly string[];
  /** The whole name, where aliases lead to it. */
  readonly canonicalName: string;
  readonly problem?: LookupProblem;
  readonly trace: LookupTrace;
}

/**
 * Looks a name up as `getaddrinfo` does: an address stands for itself; then `/etc/hosts`, the loopback device's name and the host's own;
 * then the name servers of `/etc/resolv.conf`, along the search list. Takes the time that it takes: without any server, as long as the
 * real one waits. The process' next connection to one of the addresses is told together with it.
 */
export function* lookUp(process: Process, name: string, options: LookUpOptions = {}): Run<Lookup> {
  const { family, kind = process.kernel.resolver } = options;
  const atMs = process.kernel.uptimeMs;
  const tries: LookupTry[] = [];
  const end = (
    addresses: readonly string[],
    canonicalName: string,
    source?: LookupTrace['source'],
    problem?: LookupProblem,
  ): Lookup => {
    const tookMs = process.kernel.uptimeMs - atMs;
    const trace = { name: fromBytes(name), ...(source && { source }), tries, addresses, atMs, tookMs };
    if (source !== 'address') process.noteLookup(trace);
    return { addresses, canonicalName, ...(problem && { problem }), trace };
  };

  const literal = kind === 'go' ? (isIpLiteral(name) ? name : undefined) : addressOfText(name);
  if (literal !== undefined) {
    if (family === undefined || familyOf(literal) === family) return end([literal], name, 'address');
    return end([], name, 'address', 'unknown');
  }
  yield* compute();
  const known = knownHere(process, name, kind);
  const fitting = known.addresses.filter((ip) => family === undefined || familyOf(ip) === family);
  if (fitting.length > 0) return end(inOrder(fitting, process.kernel.network.ip, kind), known.name, 'hostsFile');
  if (known.addresses.length > 0 && kind === 'musl') return end([], name, 'hostsFile', 'noAddress');

  const { outcome, addresses, canonicalName } = yield* askServers(process, name, { ...options, kind }, tries);
  if (outcome === 'found') {
    return end(inOrder(addresses, process.kernel.network.ip, kind), canonicalName, 'dns');
  }
  return end([], name, undefined, problems[outcome]);
}

const problems: Readonly<Record<Exclude<NameAnswer['outcome'], 'found'>, LookupProblem>> = {
  noData: 'noAddress',
  noName: 'unknown',
  serverFailed: 'tryAgain',
  noAnswer: 'tryAgain',
  nobodyThere: 'tryAgain',
  useless: 'tryAgain',
};

function familyOf(ip: string): Family {
  return ip.includes(':') ? 'IPv6' : 'IPv4';
}

/** What the host itself knows of a name. */
function knownHere(
  process: Process,
  name: string,
  kind: ResolverKind,
): { readonly addresses: readonly string[]; readonly name: string } {
  const entries = hostsEntriesOf(process, name, kind);
  const listed = { addresses: entries.map(({ ip }) => ip).filter(isIpLiteral), name: entries[0]?.names[0] ?? name };
  if (listed.addresses.length > 0) return listed;
  if (name === 'localhost') return { addresses: ['127.0.0.1'], name };
  const { hostname, network } = process.kernel;
  return { addresses: name === hostname ? [network.ip] : [], name };
}

const nothing = (name: string, outcome: NameAnswer['outcome']): NameAnswer => ({
  outcome,
  addresses: [],
  canonicalName: name,
});

/** uClibc walks the list for one family, then for the other. */
function* askServers(
  process: Process,
  name: string,
  { family, kind, nameServers, deadlineMs }: LookUpOptions & { readonly kind: ResolverKind },
  tries: LookupTry[],
): Run<NameAnswer> {
  const isOdd = (kind === 'glibc' && !isHostName(name)) || (kind === 'musl' && name === '.');
  if (isOdd || dnsNameOf(name) === undefined) return nothing(name, 'noName');
  const ofFile = resolverConfiguration(process, kind);
  const configuration = {
    ...ofFile,
    ...(nameServers && { nameServers }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  };
  const withoutIpv6 = configuration.options.has('no-aaaa');
  const types = family === 'IPv4' ? ['A'] : family === 'IPv6' ? ['AAAA'] : withoutIpv6 ? ['A'] : ['A', 'AAAA'];
  if (kind !== 'uclibc') return yield* walk(process, name, types, configuration, kind, tries);
  const answers: NameAnswer[] = [];
  for (const type of types.toReversed()) answers.push(yield* walk(process, name, [type], configuration, kind, tries));
  const found = answers.filter(({ outcome }) => outcome === 'found');
  const [first] = found.length > 0 ? found : answers.toReversed();
  return { ...(first ?? nothing(name, 'noName')), addresses: found.flatMap(({ addresses }) => addresses) };
}

/** Tries one name after the other. */
function* walk(
  process: Process,
  name: string,
  types: readonly string[],
  configuration: ResolverConfiguration,
  kind: ResolverKind,
  tries: LookupTry[],
): Run<NameAnswer> {
  const toTry = namesToTry(name, configuration, kind);
  let ofAsGiven: NameAnswer | undefined;
  let last = nothing(name, 'noName');
  let seen: 'noData' | 'serverFailed' | undefined;
  let isOver = false;
  for (const [index, next] of toTry.entries()) {
    // What ends the walk leaves the name as it was given to be tried.
    if (isOver && !next.isAsGiven) continue;
    if (process.nowMs >= (configuration.deadlineMs ?? Number.POSITIVE_INFINITY)) break;
    const answer = yield* askFor(process, next, types, configuration, kind, tries);
    if (answer.outcome === 'found' || goesNoFurther(answer, kind)) return answer;
    // glibc tells what became of a name that was tried as it was given first, else the best that it heard.
    if (next.isAsGiven && index === 0) ofAsGiven = answer;
    if (answer.outcome === 'noData') seen = 'noData';
    if (answer.outcome === 'serverFailed') seen ??= 'serverFailed';
    if (endsWalk(answer, kind)) isOver = true;
    last = answer;
  }
  if (ofAsGiven && kind === 'glibc') return ofAsGiven;
  return seen === undefined ? last : { ...last, outcome: seen };
}

/** Whether nothing else is tried: musl stops at all but a missing name, uClibc at an empty answer, glibc where nobody is there. */
function goesNoFurther({ outcome }: NameAnswer, kind: ResolverKind): boolean {
  if (kind === 'musl') return outcome !== 'noName';
  if (kind === 'uclibc') return outcome !== 'noName' && outcome !== 'serverFailed';
  return kind === 'glibc' && outcome === 'nobodyThere';
}

/** Whether the search list is left: Go walks all of it whatever happens. */
function endsWalk({ outcome }: NameAnswer, kind: ResolverKind): boolean {
  return kind === 'glibc' && (outcome === 'noAnswer' || outcome === 'useless');
}

function* askFor(
  process: Process,
  { text }: NameToTry,
  types: readonly string[],
  configuration: ResolverConfiguration,
  kind: ResolverKind,
  tries: LookupTry[],
): Run<NameAnswer> {
  const name = dnsNameOf(text);
  // A name that cannot be sent: musl passes over it, for glibc it ends the walk.
  if (name === undefined) return nothing(text, kind === 'glibc' ? 'useless' : 'noName');
  return kind === 'musl'
    ? yield* askAllAtOnce(process, name, types, configuration, tries)
    : yield* askOneAtATime(process, name, types, configuration, kind, tries);
}
