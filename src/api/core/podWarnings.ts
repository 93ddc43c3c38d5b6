import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import type { Container, Pod, PodSpec, PodTemplateSpec } from '../generated/objects.ts';
import { parseQuantity } from '../quantity.ts';

/** What the server says of a Pod that is right and yet suspicious (`k8s.io/kubernetes/pkg/api/pod/warnings.go`). */
export function podWarnings(pod: Pod): string[] {
  return templateWarnings(pod, []);
}

/** The same of a template that stands at this path. */
export function templateWarnings(template: PodTemplateSpec | undefined, path: FieldPath): string[] {
  const prefix = path.length === 0 ? '' : `${formatPath(path)}.`;
  const spec = template?.spec ?? { containers: [] };
  const texts: string[] = [];
  for (const key of Object.keys(template?.metadata?.annotations ?? {})) {
    if (key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
      texts.push(
        `${prefix}metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`,
      );
  }
  for (const [i, { gitRepo }] of (spec.volumes ?? []).entries()) {
    if (gitRepo)
      texts.push(`${prefix}spec.volumes[${i}].gitRepo: deprecated in v1.11, and disabled by default in v1.33+`);
  }
  for (const [i, { name = '' }] of (spec.imagePullSecrets ?? []).entries()) {
    if (name === '') texts.push(`${prefix}spec.imagePullSecrets[${i}].name: invalid empty name ${quote(name)}`);
  }
  for (const { list, i, container } of allContainers(spec))
    texts.push(...containerWarnings(container, `${prefix}spec.${list}[${i}]`));
  return [...texts, ...portWarnings(spec, prefix)];
}

interface Placed {
  readonly list: string;
  readonly i: number;
  readonly container: Container;
}

function allContainers(spec: PodSpec): Placed[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ list, i, container })),
  );
}

function containerWarnings(container: Container, at: string): string[] {
  const texts: string[] = [];
  for (const field of ['limits', 'requests'] as const) {
    for (const [name, text] of Object.entries(container.resources?.[field] ?? {})) {
      if (name === 'memory' || name === 'ephemeral-storage')
        texts.push(...fractionalBytesWarnings(text, `${at}.resources.${field}[${name}]`));
    }
  }
  const seen = new Set<string>();
  for (const [i, { name = '' }] of (container.env ?? []).entries()) {
    if (seen.has(name))
      texts.push(`${at}.env[${i}]: hides previous definition of ${quote(name)}, which may be dropped when using apply`);
    seen.add(name);
  }
  return texts;
}

/** What the server says of an amount of memory or storage, at this place, that is no whole number of bytes. */
export function fractionalBytesWarnings(text: string, at: string): string[] {
  const quantity = parseQuantity(text);
  if (!quantity || quantity.exponent >= 0 || quantity.unscaled % 10n ** BigInt(-quantity.exponent) === 0n) return [];
  return [`${at}: fractional byte value ${quote(text)} is invalid, must be an integer`];
}

interface PortUse {
  readonly at: string;
  readonly name: string;
  readonly definition: string;
}

/** Two containers of one network namespace that claim one port; ordinary init containers are gone by then. */
function portWarnings(spec: PodSpec, prefix: string): string[] {
  const texts: string[] = [];
  const before: PortUse[] = [];
  for (const { list, i, container } of allContainers(spec)) {
    if (list === 'initContainers' && container.restartPolicy !== 'Always') continue;
    for (const [j, port] of (container.ports ?? []).entries()) {
      const at = `${prefix}${formatPath(['spec', list, i, 'ports', j])}`;
      const definition = [port.protocol, port.hostIP ?? '', port.hostPort ?? 0, port.containerPort].join('/');
      const same = before.find((other) => other.definition === definition);
      if (same) texts.push(`${at}: duplicate port definition with ${same.at}`);
      const named = port.name ? before.find((other) => other.name === port.name) : undefined;
      if (named) {
        const who = 'services and probes that select ports by name will use';
        texts.push(`${at}: duplicate port name ${quote(port.name ?? '')} with ${named.at}, ${who} ${named.at}`);
      }
      before.push({ at, name: port.name ?? '', definition });
    }
  }
  return texts;
}
