import type { Node } from '../../api/generated/objects.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { selectorQuery } from '../commonFlags.ts';
import { getObject, listObjects } from '../requests.ts';
import { kindNamed } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';
import { measured, nameIn, type Selector, topFlags } from './measured.ts';
import { amountsOf, coresText, memoryText, type NodeMetrics, percentText, sortedBy } from './usage.ts';

const selectors: readonly Selector[] = ['selector'];
const columns = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
const unknown = '<unknown>';

/** `kubectl top node`: what Nodes use of what they have. */
export const topNode: Verb = {
  name: 'node',
  aliases: ['nodes', 'no'],
  group: 'Cluster Management Commands',
  summary: 'Display resource (CPU/memory) usage of nodes',
  usage: 'top node [NAME | -l label]',
  examples: [{ comment: 'All Nodes', command: 'kubectl top node' }],
  flags: [
    {
      name: 'show-capacity',
      type: 'boolean',
      defaultText: 'false',
      doc: "Per cent of the Node's capacity, rather than of what Pods may use of it.",
    },
    ...topFlags,
  ],
  async run(flags, host) {
    const name = nameIn(flags, 'nodes', selectors);
    const metrics = await measured<NodeMetrics>(host, { kind: 'nodes', ...(name && { name }) }, flags, selectors);
    if (metrics.length === 0) throw commandError('metrics not available yet');
    const info = kindNamed('nodes');
    const nodes =
      name === undefined
        ? (await listObjects<Node>(host, info, undefined, selectorQuery(flags, selectors))).items
        : [await getObject<Node>(host, info, '', name)];
    const available = new Map(
      nodes.map(({ metadata, status }) => [
        metadata.name,
        amountsOf(flags.enabled('show-capacity') ? status?.capacity : status?.allocatable),
      ]),
    );
    const sorted = sortedBy(metrics, flags.text('sort-by'), {
      amounts: ({ usage }) => amountsOf(usage),
      name: ({ metadata }) => metadata.name,
    });
    const rows = sorted.map(({ metadata, usage }) => {
      const used = amountsOf(usage);
      const { cpu, memory } = available.get(metadata.name) ?? amountsOf();
      available.delete(metadata.name);
      return [
        metadata.name,
        coresText(used),
        percentText(used.cpu, cpu),
        memoryText(used),
        percentText(used.memory, memory),
        '',
      ];
    });
    const missing = [...available.keys()].map((node) => [node, unknown, unknown, unknown, unknown, '']);
    const head = flags.enabled('no-headers') ? [] : [[...columns, '']];
    host.stdout(new TableColumns().print([...head, ...rows, ...missing]));
    return undefined;
  },
};
