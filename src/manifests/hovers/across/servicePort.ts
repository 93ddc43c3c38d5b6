import type { HoverSubject } from '../subject.ts';
import { chainedPorts, chainLines } from './serviceChain.ts';
import { standing } from './standing.ts';

/** Ports whose ways are drawn. */
const maxPorts = 10;

/** What a Service's ports lead to: port, targetPort and the container's port are three different things. */
export const servicePort: HoverSubject = (context) => {
  const { ownerType, field, path } = context;
  const isList = ownerType === 'ServiceSpec' && field.name === 'ports';
  const isPort = ownerType === 'ServicePort' && ['port', 'targetPort', 'nodePort', 'name'].includes(field.name);
  if (!isList && !isPort) return undefined;
  const here = standing(context);
  if (!here) return undefined;
  const index = path.at(-2);
  const ports = chainedPorts(here.manifest).filter((port) => isList || port.index === index);
  const lines = ports.slice(0, maxPorts).flatMap((port) => {
    const fromNodes =
      field.name === 'nodePort' && port.nodePort !== undefined ? `port **${port.nodePort}** of every Node → ` : '';
    return chainLines(here.set, here.manifest, port).map((line) => `- ${fromNodes}${line}`);
  });
  return lines.join('\n') || undefined;
};
