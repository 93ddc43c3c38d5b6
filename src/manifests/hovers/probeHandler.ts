import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { hoveredContainer } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

const meanings: Readonly<Record<string, string>> = {
  httpGet:
    'Succeeds with a status from 200 to 399. The kubelet sends the request from the Node to the address of the Pod, not through a Service.',
  tcpSocket: 'Succeeds as soon as the port takes a connection, whatever the program then does.',
  exec: 'Succeeds when the command exits with 0. It runs inside the container, without a shell unless it names one.',
  grpc: 'Succeeds when the gRPC health service answers SERVING. The port must be a number.',
};

/** When a probe's question counts as answered, and which port a name stands for. */
export const probeHandler: HoverSubject = (context) => {
  const here = hoveredContainer(context);
  const { ownerType, field } = context;
  if (!here) return undefined;
  if (ownerType === 'Probe') return Object.hasOwn(meanings, field.name) ? meanings[field.name] : undefined;
  if (field.name !== 'port' || (ownerType !== 'HTTPGetAction' && ownerType !== 'TCPSocketAction')) return undefined;
  const port = valueAt(context.document.value, context.path);
  if (typeof port === 'number')
    return `Port ${port} of the Pod. The container need not list it under \`ports\`; its program must listen there.`;
  if (typeof port !== 'string') return undefined;
  const named = (here.container.ports ?? []).find(({ name }) => name === port);
  if (named) return `Port ${named.containerPort} of this container, which is named ${code(port)}.`;
  return `**This container has no port named ${code(port)}**: the probe fails. A name must stand under the \`ports\` of the same container.`;
};
