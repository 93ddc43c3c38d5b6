import { beforeZone, textLabels } from './zoneName.ts';

/** What of the cluster a name asks for. */
export interface ZoneQuestion {
  readonly branch: 'svc' | 'pod';
  /** Missing for a branch itself. */
  readonly namespace?: string;
  /** The Service; or what is called after a Pod's address. */
  readonly name?: string;
  readonly endpoint?: string;
  /** '' for all of them. */
  readonly port?: string;
  readonly protocol?: string;
}

/**
 * Reads a name in lower case below the zone: `svc`, `NS.svc`, `NAME.NS.svc`, `EP.NAME.NS.svc`, `_PORT._PROTO.NAME.NS.svc`, and the same
 * with `pod`. `zone` is the zone itself; `invalid` is a name that nothing can have.
 */
export function readZoneQuestion(name: string, zone: string): ZoneQuestion | 'zone' | 'invalid' {
  const before = beforeZone(name, zone);
  if (before === '') return 'zone';
  const labels = [...textLabels(before)];
  const branch = labels.pop();
  if (branch !== 'svc' && branch !== 'pod') return 'invalid';
  const namespace = labels.pop();
  if (namespace === undefined) return { branch };
  const wanted = labels.pop();
  if (wanted === undefined) return { branch, namespace };
  const [first, second] = labels;
  if (labels.length > 2 || first === undefined) {
    return labels.length > 2 ? 'invalid' : { branch, namespace, name: wanted };
  }
  if (second === undefined) return { branch, namespace, name: wanted, endpoint: first };
  return { branch, namespace, name: wanted, port: bare(first), protocol: bare(second) };
}

function bare(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}
