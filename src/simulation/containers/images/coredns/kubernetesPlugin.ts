import type { DnsAnswer } from '../../../../api/dns.ts';
import type { KubernetesZone, ZoneSettings } from '../../../../api/dnsZone.ts';
import type { CorefileWords } from './corefileWords.ts';
import { readInteger } from './goText.ts';
import type { MakeHandler } from './serving.ts';
import { isInZone, readZone } from './zones.ts';

/** What the plugin's lines say; the server's own addresses are not known yet. */
export interface KubernetesConfiguration {
  readonly settings: Omit<ZoneSettings, 'ownAddresses'>;
  /** The zones whose missing names the next plugin may know. */
  readonly fallthrough: readonly string[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const podModes = ['disabled', 'insecure', 'verified'] as const;
/** Ways to an API server and choices by labels: without meaning here, where the server's own cluster is read. */
const unread = new Set([
  'endpoint',
  'tls',
  'kubeconfig',
  'apiserver_qps',
  'apiserver_burst',
  'apiserver_max_inflight',
  'startup_timeout',
]);

/** Reads the lines of `kubernetes` (https://coredns.io/plugins/kubernetes/). */
export function readKubernetes(words: CorefileWords, blockZones: readonly string[]): KubernetesConfiguration {
  const settings: Writable<KubernetesConfiguration['settings']> = {
    zones: [],
    pods: 'disabled',
    ttlS: 5,
    namespaces: [],
    emptyServices: 'answered',
    endpointNames: 'address',
  };
  let fallthrough: readonly string[] = [];
  let uses = 0;
  for (let line = words.nextUse(); line; line = words.nextUse()) {
    uses += 1;
    if (uses > 1) words.refuse('this plugin can only be used once per Server Block');
    const zones = line.flatMap((word) => readZone(word) ?? []);
    settings.zones = zones.length > 0 ? zones : blockZones;
    for (const [name, values] of words.block()) {
      if (name === 'fallthrough')
        fallthrough = values.length > 0 ? values.flatMap((word) => readZone(word) ?? []) : ['.'];
      else readProperty(words, settings, name, values);
    }
  }
  if (settings.zones.every((zone) => /(^|\.)(in-addr|ip6)\.arpa$/.test(zone))) {
    words.refuse('non-reverse zone name must be used');
  }
  return { settings, fallthrough };
}

function readProperty(
  words: CorefileWords,
  settings: Writable<KubernetesConfiguration['settings']>,
  name: string,
  values: readonly string[],
): void {
  const [value = ''] = values;
  if (name === 'pods') {
    const mode = podModes.find((each) => each === value);
    if (values.length !== 1) words.failCount();
    else if (!mode) words.refuse(`wrong value for pods: ${value},  must be one of: disabled, verified, insecure`);
    else settings.pods = mode;
  } else if (name === 'ttl') {
    const ttl = readInteger(value);
    if (values.length === 0) words.failCount();
    else if (typeof ttl === 'string') words.refuse(ttl);
    else if (ttl < 0 || ttl > 3600) words.fail(`ttl must be in range [0, 3600]: ${ttl}`);
    else settings.ttlS = ttl;
  } else if (name === 'namespaces') {
    if (values.length === 0) words.failCount();
    settings.namespaces = [...settings.namespaces, ...values];
  } else if (name === 'endpoint_pod_names') {
    if (values.length > 0) words.failCount();
    settings.endpointNames = 'pod';
  } else if (name === 'ignore') {
    if (value !== 'empty_service') words.refuse(`unable to parse ignore value: '${value}'`);
    settings.emptyServices = 'missing';
  } else if (name === 'labels' || name === 'namespace_labels' || name === 'noendpoints' || name === 'multicluster') {
    words.refuse(`Pod Labs does not simulate its property '${name}'`);
  } else if (!unread.has(name)) words.fail(`unknown property '${name}'`);
}

/** Serves the cluster's zone. */
export function serveKubernetes(zone: KubernetesZone, fallthrough: readonly string[]): MakeHandler {
  return (next, serving) =>
    function* (request) {
      const { question } = request;
      const found = zone.find(question);
      if (!found) return yield* next(request);
      const { answer, isMissing, leadsTo } = found;
      if (isMissing && fallthrough.some((each) => isInZone(question.name.toLowerCase(), each))) {
        return yield* next(request);
      }
      if (answer.status === 'REFUSED') return { answer, writtenBy: undefined };
      if (leadsTo === undefined) return { answer, writtenBy: 'kubernetes' };
      const target = yield* serving.lookUp(request, { ...question, name: leadsTo, class: 'IN' });
      const answers = [...answer.answers, ...target.answer.answers];
      return { answer: { ...answer, answers } satisfies DnsAnswer, writtenBy: 'kubernetes' };
    };
}
