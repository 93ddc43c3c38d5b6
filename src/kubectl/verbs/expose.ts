import type { Container, ServicePort } from '../../api/generated/objects.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag } from '../commonFlags.ts';
import { createBuilt } from '../create/creation.ts';
import { pairs } from '../create/surroundings.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import { podSpecOf } from '../podTemplate.ts';
import { printFlags } from '../printObjects.ts';
import { kindNamed } from '../resourceArguments.ts';
import { allFlag, liveObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

const exposable = ['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet'];

function text(name: string, doc: string): FlagDeclaration {
  return { name, type: 'string', defaultText: '', doc };
}

/** `kubectl expose`: makes a Service for the Pods of an object. */
export const expose: Verb = {
  name: 'expose',
  group: 'Basic Commands (Beginner)',
  summary: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  usage:
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  examples: [
    { comment: 'The Pods of a Deployment', command: 'kubectl expose deployment web --port=80 --target-port=8080' },
    { comment: 'One Pod, under another name', command: 'kubectl expose pod web --port=80 --name=front' },
  ],
  flags: [
    allFlag,
    text('cluster-ip', 'The address; None for a headless Service.'),
    dryRunFlag,
    text('external-ip', 'An address from outside that the Service answers to.'),
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-expose',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    { ...text('labels', 'Labels of the Service.'), short: 'l' },
    text('load-balancer-ip', 'The address that a load balancer should have.'),
    text('name', "The Service's name; the object's where none is given."),
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    text('port', "The port of the Service; the containers' where none is given."),
    text('protocol', 'TCP, UDP or SCTP.'),
    recursiveFlag,
    text('selector', 'The labels that the Service looks for.'),
    text('session-affinity', 'None or ClientIP.'),
    text('target-port', 'The port of the containers, a number or a name.'),
    text('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName.'),
  ],
  async run(flags, host) {
    const selector = flags.text('selector');
    for (const target of await exposedTargets(flags, host)) {
      const object = await liveObject(host, target);
      if (!exposable.includes(target.info.kind)) {
        throw commandError(`cannot expose a ${target.info.kind}${target.info.group ? `.${target.info.group}` : ''}`);
      }
      const labels = flags.text('labels') === '' ? object.metadata.labels : pairs(flags.text('labels'));
      const name = flags.text('name') || target.name.slice(0, 63);
      await createBuilt(
        flags,
        host,
        kindNamed('services'),
        {
          metadata: { name, ...(labels && { labels }) },
          ...{
            spec: {
              ports: portsOf(object, flags),
              selector: selector === '' ? selectorOf(object) : pairs(selector),
              ...setting(flags, 'cluster-ip', 'clusterIP'),
              ...setting(flags, 'type', 'type'),
              ...setting(flags, 'session-affinity', 'sessionAffinity'),
              ...setting(flags, 'load-balancer-ip', 'loadBalancerIP'),
              ...(flags.text('external-ip') !== '' && { externalIPs: [flags.text('external-ip')] }),
            },
            status: { loadBalancer: {} },
          },
        },
        undefined,
        'exposed',
      );
    }
    return undefined;
  },
};

/** `--selector` is that of the Service here, and chooses no objects. */
function exposedTargets(flags: ParsedFlags, host: Parameters<Verb['run']>[1]) {
  return targetsOf(flags.without('selector'), host, flags.args);
}

function setting(flags: ParsedFlags, flag: string, field: string): object {
  return flags.text(flag) === '' ? {} : { [field]: flags.text(flag) };
}

function selectorOf(object: KubernetesObject): Record<string, string> {
  if (object.kind === 'Pod') {
    const labels = object.metadata?.labels ?? {};
    if (Object.keys(labels).length === 0)
      throw commandError(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return labels;
  }
  const { selector = {} } = (object as { spec?: { selector?: Record<string, unknown> } }).spec ?? {};
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    if (Object.keys(selector).length === 0)
      throw commandError(
        "couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set",
      );
    return selector as Record<string, string>;
  }
  const { matchLabels, matchExpressions } = selector as {
    matchLabels?: Record<string, string>;
    matchExpressions?: unknown[];
  };
  if ((matchExpressions ?? []).length > 0) {
    throw commandError(
      'couldn\'t retrieve selectors via --selector flag or introspection: couldn\'t convert expressions - "%+v" to map-based selector format',
    );
  }
  return matchLabels ?? {};
}

function portsOf(object: KubernetesObject, flags: ParsedFlags): ServicePort[] {
  const known = knownPorts(object);
  const numbers = flags.text('port') === '' ? known.map(({ port }) => String(port)) : flags.text('port').split(',');
  const headless = flags.text('cluster-ip') === 'None';
  if (numbers.length === 0 && !headless) throw commandError("couldn't find port via --port flag or introspection");
  return numbers.map((text, index) => {
    if (!/^\d+$/.test(text)) throw commandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    const port = Number(text);
    const target = flags.text('target-port');
    const protocol = flags.text('protocol') || known.find((one) => one.port === port)?.protocol || 'TCP';
    return {
      ...(numbers.length > 1 && { name: `port-${index + 1}` }),
      port,
      protocol,
      targetPort: target === '' ? port : /^\d+$/.test(target) ? Number(target) : target,
    };
  });
}

function knownPorts(object: KubernetesObject): { port: number; protocol: string }[] {
  if (object.kind === 'Service') {
    const ports = (object as { spec?: { ports?: ServicePort[] } }).spec?.ports ?? [];
    return ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  const containers: readonly Container[] = podSpecOf(object)?.containers ?? [];
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}
