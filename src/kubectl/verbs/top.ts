import type { Node } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { parseQuantity } from '../../api/quantity.ts';
import { refusalOf } from '../../api/status.ts';
import { TableColumns } from '../columns.ts';
import { commandError, usageError } from '../commandError.ts';
import { allNamespacesFlag, fieldSelectorFlag, namespaceOf, selectorFlag, selectorQuery } from '../commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { getObject, listObjects, send } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';

type Usage = Readonly<Record<string, string>>;
type NodeMetrics = Stored<KubernetesObject & { usage?: Usage }>;
type PodMetrics = Stored<KubernetesObject & { containers?: readonly { name: string; usage?: Usage }[] }>;

const metricsPath = '/apis/metrics.k8s.io/v1beta1';
const bytesPerMi = 1024 * 1024;

const tableFlags: readonly FlagDeclaration[] = [
  { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
  selectorFlag,
  { name: 'sort-by', type: 'string', defaultText: '', doc: 'cpu or memory, the largest first.' },
];

const topNode: Verb = {
  name: 'node',
  aliases: ['nodes', 'no'],
  group: 'Cluster Management Commands',
  summary: 'Display resource (CPU/memory) usage of nodes',
  usage: 'top node [NAME | -l label]',
  examples: [{ comment: 'All Nodes', command: 'kubectl top node' }],
  flags: tableFlags,
  async run(flags, host) {
    const metrics = await metricsOf<NodeMetrics>(flags, host, 'nodes');
    const rows: (readonly string[])[] = [];
    for (const { metadata, usage = {} } of sortedBy(flags, metrics, (one) => one.usage ?? {})) {
      const node = await getObject<Node>(host, kindNamed('nodes'), '', metadata.name);
      const { cpu = '0', memory = '0' } = node.status?.allocatable ?? {};
      rows.push([
        metadata.name,
        `${cores(usage.cpu)}m`,
        percent(cores(usage.cpu), cores(cpu)),
        `${mebibytes(usage.memory)}Mi`,
        percent(amount(usage.memory), amount(memory)),
      ]);
    }
    const head = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
    host.stdout(new TableColumns().print([...(flags.enabled('no-headers') ? [] : [head]), ...rows]));
    return undefined;
  },
};

const topPod: Verb = {
  name: 'pod',
  aliases: ['pods', 'po'],
  group: 'Cluster Management Commands',
  summary: 'Display resource (CPU/memory) usage of pods',
  usage: 'top pod [NAME | -l label]',
  examples: [
    { comment: 'All Pods of the namespace', command: 'kubectl top pod' },
    { comment: 'Container by container', command: 'kubectl top pod web --containers' },
  ],
  flags: [
    allNamespacesFlag,
    fieldSelectorFlag,
    { name: 'sum', type: 'boolean', defaultText: 'false', doc: 'A last line with the sum of all.' },
    { name: 'containers', type: 'boolean', defaultText: 'false', doc: 'Each container on a line of its own.' },
    ...tableFlags,
  ],
  async run(flags, host) {
    const metrics = await metricsOf<PodMetrics>(flags, host, 'pods');
    const withNamespace = flags.enabled('all-namespaces');
    const perContainer = flags.enabled('containers');
    const rows = sortedBy(flags, metrics, total).flatMap((pod) => {
      const start = [...(withNamespace ? [pod.metadata.namespace ?? ''] : []), pod.metadata.name];
      const line = (usage: Usage) => [`${cores(usage.cpu)}m`, `${mebibytes(usage.memory)}Mi`];
      if (!perContainer) return [[...start, ...line(total(pod))]];
      return (pod.containers ?? []).map(({ name, usage = {} }) => [...start, name, ...line(usage)]);
    });
    if (metrics.length === 0) return undefined;
    if (flags.enabled('sum')) {
      const all = metrics.map(total);
      const sum = (name: 'cpu' | 'memory') => String(all.reduce((amounts, usage) => amounts + amount(usage[name]), 0));
      const blanks = Array.from({ length: (withNamespace ? 1 : 0) + (perContainer ? 1 : 0) }, () => '');
      rows.push([...blanks, '', '________', '________']);
      rows.push([...blanks, '', `${cores(sum('cpu'))}m`, `${mebibytes(sum('memory'))}Mi`]);
    }
    const head = [
      ...(withNamespace ? ['NAMESPACE'] : []),
      perContainer ? 'POD' : 'NAME',
      ...(perContainer ? ['NAME'] : []),
      'CPU(cores)',
      'MEMORY(bytes)',
    ];
    host.stdout(new TableColumns().print([...(flags.enabled('no-headers') ? [] : [head]), ...rows]));
    return undefined;
  },
};

/** `kubectl top`: what Nodes and Pods use. */
export const top: Verb = {
  name: 'top',
  group: 'Cluster Management Commands',
  summary: 'Display resource (CPU/memory) usage',
  usage: 'top',
  examples: [],
  flags: [],
  failsAlone: true,
  verbs: [topNode, topPod],
  run: async () => undefined,
};

async function metricsOf<T>(flags: ParsedFlags, host: KubectlHost, kind: 'nodes' | 'pods'): Promise<T[]> {
  const [name] = flags.args;
  const sortBy = flags.text('sort-by');
  if (flags.args.length > 1) throw usageError(`top ${kind.slice(0, -1)}`, `${kind.slice(0, -1)} [NAME | -l label]`);
  if (name !== undefined && flags.text('selector') !== '') {
    throw commandError('only one of NAME or selector can be provided');
  }
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') {
    throw commandError('--sort-by accepts only cpu or memory');
  }
  const groups = (await send(host, { method: 'GET', path: '/apis' })).body as
    | { groups?: { name: string }[] }
    | undefined;
  if (!groups?.groups?.some((group) => group.name === 'metrics.k8s.io'))
    throw commandError('Metrics API not available');
  const namespaced = kind === 'pods' && !flags.enabled('all-namespaces');
  const place = namespaced ? `/namespaces/${namespaceOf(flags, host)}` : '';
  const path = `${metricsPath}${place}/${kind}${name === undefined ? '' : `/${name}`}`;
  const response = await send(host, {
    method: 'GET',
    path,
    query: selectorQuery(flags, ['selector', 'field-selector']),
  });
  const refusal = refusalOf(response);
  if (refusal) throw refusalError(refusal);
  const found = name === undefined ? ((response.body as { items?: T[] }).items ?? []) : [response.body as T];
  if (found.length > 0) return found;
  if (kind === 'pods') {
    const { items } = await listObjects(
      host,
      kindNamed('pods'),
      namespaced ? namespaceOf(flags, host) : undefined,
      selectorQuery(flags, ['selector']),
    );
    if (items.length === 0) {
      host.stderr(
        namespaced ? `No resources found in ${namespaceOf(flags, host)} namespace.\n` : 'No resources found\n',
      );
      return [];
    }
  }
  throw commandError('metrics not available yet');
}

function total(pod: PodMetrics): Usage {
  const sum = (name: string) => (pod.containers ?? []).reduce((all, { usage }) => all + amount(usage?.[name]), 0);
  return { cpu: String(sum('cpu')), memory: String(sum('memory')) };
}

function sortedBy<T>(flags: ParsedFlags, metrics: readonly T[], usageOf: (one: T) => Usage): readonly T[] {
  const field = flags.text('sort-by');
  if (field === '') return metrics;
  return [...metrics].sort((a, b) => amount(usageOf(b)[field]) - amount(usageOf(a)[field]));
}

function amount(text: string | undefined): number {
  const quantity = parseQuantity(text ?? '0');
  return quantity ? Number(quantity.unscaled) * 10 ** quantity.exponent : 0;
}

function cores(text: string | undefined): number {
  return Math.ceil(amount(text) * 1000);
}

function mebibytes(text: string | undefined): number {
  return Math.floor(amount(text) / bytesPerMi);
}

function percent(used: number, available: number): string {
  return available === 0 ? '<unknown>' : `${Math.floor((used / available) * 100)}%`;
}
