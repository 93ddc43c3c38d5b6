import type { Container } from '../../../api/generated/objects.ts';

/**
 * The port that a probe or hook means: a number, or the name of one of the container's ports
 * (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port).
 * A name that the container does not have is the kubelet's own message.
 */
export function targetPort(port: number | string, container: Container): { port: number } | { problem: string } {
  const number = typeof port === 'number' ? port : namedPort(port, container);
  if (number === undefined) return { problem: `strconv.Atoi: parsing "${port}": invalid syntax` };
  if (number > 0 && number < 65_536) return { port: number };
  return { problem: `invalid port number: ${number}` };
}

function namedPort(name: string, container: Container): number | undefined {
  const named = container.ports?.find((candidate) => candidate.name === name);
  if (named) return named.containerPort;
  return /^[+-]?\d{1,9}$/.test(name) ? Number(name) : undefined;
}
