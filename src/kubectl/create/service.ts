import type { ServicePort } from '../../api/generated/objects.ts';
import { commandError } from '../commandError.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { Verb } from '../verb.ts';
import { creationVerb } from './creation.ts';

const tcpFlag: FlagDeclaration = {
  name: 'tcp',
  type: 'list',
  defaultText: '[]',
  doc: 'Ports, each as PORT or PORT:TARGETPORT.',
};

interface ServiceSort {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly example: string;
  readonly flags?: readonly FlagDeclaration[];
  more?(flags: ParsedFlags): object;
}

const sorts: readonly ServiceSort[] = [
  {
    name: 'clusterip',
    summary: 'Create a ClusterIP service',
    usage: '[--tcp=<port>:<targetPort>]',
    type: 'ClusterIP',
    example: 'kubectl create service clusterip web --tcp=80:8080',
    flags: [
      { name: 'clusterip', type: 'string', defaultText: '', doc: 'The address, or None for a headless Service.' },
    ],
    more: (flags) => (flags.text('clusterip') === '' ? {} : { clusterIP: flags.text('clusterip') }),
  },
  {
    name: 'externalname',
    summary: 'Create an ExternalName service',
    usage: '--external-name external.name',
    type: 'ExternalName',
    example: 'kubectl create service externalname docs --external-name=example.com',
    flags: [
      { name: 'external-name', type: 'string', defaultText: '', doc: 'The name that it stands for.', required: true },
    ],
    more: (flags) => ({ externalName: flags.text('external-name') }),
  },
  {
    name: 'loadbalancer',
    summary: 'Create a LoadBalancer service',
    usage: '[--tcp=port:targetPort]',
    type: 'LoadBalancer',
    example: 'kubectl create service loadbalancer web --tcp=80:8080',
  },
  {
    name: 'nodeport',
    summary: 'Create a NodePort service',
    usage: '[--tcp=port:targetPort]',
    type: 'NodePort',
    example: 'kubectl create service nodeport web --tcp=80:8080 --node-port=30080',
    flags: [
      {
        name: 'node-port',
        type: 'integer',
        defaultText: '0',
        doc: 'The port on every Node; 0 lets the server choose.',
      },
    ],
  },
];

/** `kubectl create service`, with a verb for each type. */
export const createService: Verb = {
  name: 'service',
  aliases: ['svc'],
  group: 'Basic Commands (Beginner)',
  summary: 'Create a service using a specified subcommand',
  usage: 'create service',
  examples: [],
  flags: [],
  verbs: sorts.map((sort) =>
    creationVerb({
      name: sort.name,
      parent: 'service',
      summary: sort.summary,
      usage: sort.usage,
      examples: [{ comment: 'One port', command: sort.example }],
      kind: 'services',
      failure: `failed to create ${sort.type} service: `,
      flags: [...(sort.flags ?? []), tcpFlag],
      build: (name, flags) => buildService(sort, name, flags),
    }),
  ),
  run: async () => undefined,
};

function buildService(sort: ServiceSort, name: string, flags: ParsedFlags): object {
  const ports = flags.texts('tcp').map(portOf);
  const headless = sort.type === 'ClusterIP' && flags.text('clusterip') === 'None';
  if (ports.length === 0 && !headless && sort.type !== 'ExternalName') {
    throw commandError('at least one tcp port specifier must be provided');
  }
  const nodePort = sort.type === 'NodePort' ? flags.integer('node-port') : 0;
  const withNodePort = ports.map((port) => (nodePort > 0 ? { ...port, nodePort } : port));
  return {
    metadata: { name, labels: { app: name } },
    spec: {
      type: sort.type,
      selector: { app: name },
      ...(ports.length > 0 && { ports: withNodePort }),
      ...sort.more?.(flags),
    },
    status: { loadBalancer: {} },
  };
}

function portOf(text: string): ServicePort {
  const [port = '', target = port] = text.split(':');
  const name = text.replace(':', '-');
  return {
    name,
    port: portNumber(port),
    protocol: 'TCP',
    targetPort: /^\d+$/.test(target) ? portNumber(target) : target,
  };
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw commandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const number = Number(text);
  if (number > 65535 || number < 1) throw commandError('must be between 1 and 65535, inclusive');
  return number;
}
