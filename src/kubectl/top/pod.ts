import { parseTime } from '../../api/time.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { allNamespacesFlag, fieldSelectorFlag, namespaceOf, selectorQuery } from '../commonFlags.ts';
import { formatGoDuration } from '../duration.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { listObjects } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';
import { measured, nameIn, type Selector, topFlags } from './measured.ts';
import { type Amounts, amountsOf, coresText, memoryText, type PodMetrics, sortedBy, sumOf } from './usage.ts';

const selectors: readonly Selector[] = ['selector', 'field-selector'];
/** As long a new Pod may be without metrics before kubectl finds that strange. */
const patienceMs = 120_000;
const line = '________';

/** `kubectl top pod`: what Pods use, or each of their containers. */
export const topPod: Verb = {
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
    ...topFlags,
  ],
  async run(flags, host) {
    const name = nameIn(flags, 'pods', selectors);
    const namespace = flags.enabled('all-namespaces') ? undefined : namespaceOf(flags, host);
    const wanted = { kind: 'pods', ...(namespace && { namespace }), ...(name && { name }) } as const;
    const metrics = await measured<PodMetrics>(host, wanted, flags, selectors);
    if (metrics.length > 0) host.stdout(new TableColumns().print(table(flags, metrics)));
    else await sayWhyNot(flags, host, namespace);
    return undefined;
  },
};

function table(flags: ParsedFlags, metrics: readonly PodMetrics[]): string[][] {
  const withNamespace = flags.enabled('all-namespaces');
  const perContainer = flags.enabled('containers');
  const sortBy = flags.text('sort-by');
  const sorted = sortedBy(metrics, sortBy, {
    amounts: totalOf,
    name: ({ metadata }) => `${withNamespace ? `${metadata.namespace}\n` : ''}${metadata.name}`,
  });
  const rows = sorted.flatMap((pod) => {
    const start = [...(withNamespace ? [pod.metadata.namespace ?? ''] : []), pod.metadata.name];
    if (!perContainer) return [[...start, ...cells(totalOf(pod))]];
    return sortedBy(pod.containers ?? [], sortBy, {
      amounts: ({ usage }) => amountsOf(usage),
      name: (container) => container.name,
    }).map((container) => [...start, container.name, ...cells(amountsOf(container.usage))]);
  });
  const names = [...(withNamespace ? ['NAMESPACE'] : []), ...(perContainer ? ['POD'] : []), 'NAME'];
  const head = flags.enabled('no-headers') ? [] : [[...names, 'CPU(cores)', 'MEMORY(bytes)', '']];
  if (!flags.enabled('sum')) return [...head, ...rows];
  // Without a head kubectl forgets to count its columns.
  const blanks = flags.enabled('no-headers') ? [''] : names.map(() => '');
  const total = sumOf(metrics.map(totalOf));
  return [...head, ...rows, [...blanks, line, line, ''], [...blanks, ...cells(total)]];
}

function cells(amounts: Amounts): string[] {
  return [coresText(amounts), memoryText(amounts), ''];
}

function totalOf({ containers = [] }: PodMetrics): Amounts {
  return sumOf(containers.map(({ usage }) => amountsOf(usage)));
}

/** There are no Pods, or they are too young; an older one without metrics is an error of its own. */
async function sayWhyNot(flags: ParsedFlags, host: KubectlHost, namespace: string | undefined): Promise<void> {
  const own = namespaceOf(flags, host);
  const { items } = await listObjects(host, kindNamed('pods'), own, selectorQuery(flags, selectors));
  if (items.length === 0) {
    host.stderr(`No resources found${namespace === undefined ? '' : ` in ${namespace} namespace.`}\n`);
    return;
  }
  for (const { metadata } of items) {
    const ageMs = host.nowMs() - (parseTime(metadata.creationTimestamp ?? '') ?? host.nowMs());
    if (ageMs <= patienceMs) continue;
    const pod = `${metadata.namespace}/${metadata.name}`;
    throw commandError(`Metrics not available for pod ${pod}, age: ${formatGoDuration(ageMs)}`);
  }
  throw commandError('metrics not available yet');
}
