import type { PlacedManifest } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';

/** A port that a Service offers. */
export interface OfferedPort {
  readonly name?: string;
  readonly number: number;
  /** Where connections go in the Pod: a number, or a port's name. */
  readonly target: unknown;
}

/** What its name resolves to: one address, the Pods' addresses, or another name. */
export function serviceForm({ document }: PlacedManifest): 'clusterIp' | 'headless' | 'externalName' {
  if (textAt(document.value, ['spec', 'type']) === 'ExternalName') return 'externalName';
  return textAt(document.value, ['spec', 'clusterIP']) === 'None' ? 'headless' : 'clusterIp';
}

/** The ports of a Service, as written. */
export function offeredPorts({ document }: PlacedManifest): OfferedPort[] {
  return listAt(document.value, ['spec', 'ports']).flatMap((port) => {
    const number = valueAt(port, ['port']);
    const name = textAt(port, ['name']);
    if (typeof number !== 'number') return [];
    return [{ number, target: valueAt(port, ['targetPort']) ?? number, ...(name !== undefined && { name }) }];
  });
}
