import { refusalOf } from '../../api/status.ts';
import { commandError, usageError } from '../commandError.ts';
import { selectorFlag, selectorQuery } from '../commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { metricsApi, metricsAreServed } from '../metricsApi.ts';
import { send } from '../requests.ts';
import { refusalError } from '../statusText.ts';

/** A flag that chooses among the objects. */
export type Selector = 'selector' | 'field-selector';

/** Which metrics are asked for. */
export interface Wanted {
  readonly kind: 'nodes' | 'pods';
  /** Missing for Nodes, and for Pods of all Namespaces. */
  readonly namespace?: string;
  readonly name?: string;
}

/** The flags of both `top node` and `top pod`. */
export const topFlags: readonly FlagDeclaration[] = [
  { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
  selectorFlag,
  { name: 'sort-by', type: 'string', defaultText: '', doc: 'cpu or memory, the largest first.' },
  {
    name: 'use-protocol-buffers',
    type: 'boolean',
    defaultText: 'true',
    doc: 'Accepted for the sake of habit.',
  },
];

/** Reads the arguments of `top node` and `top pod`: the name, where one is given. */
export function nameIn(flags: ParsedFlags, kind: Wanted['kind'], selectors: readonly Selector[]): string | undefined {
  const [name] = flags.args;
  const singular = kind.slice(0, -1);
  if (flags.args.length > 1) throw usageError(`top ${singular}`, `${singular} [NAME | -l label]`);
  const sortBy = flags.text('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory')
    throw commandError('--sort-by accepts only cpu or memory');
  if (name !== undefined && selectors.some((selector) => flags.text(selector) !== '')) {
    const word = kind === 'nodes' ? '--selector' : 'selector';
    throw commandError(`only one of NAME or ${word} can be provided`);
  }
  return name;
}

/** Asks the API of metrics, once it is known that somebody serves it. */
export async function measured<T>(
  host: KubectlHost,
  { kind, namespace, name }: Wanted,
  flags: ParsedFlags,
  selectors: readonly Selector[],
): Promise<readonly T[]> {
  if (!(await metricsAreServed(host))) throw commandError('Metrics API not available');
  const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const path = `${metricsPath}${place}/${kind}${name === undefined ? '' : `/${name}`}`;
  const response = await send(host, { method: 'GET', path, query: selectorQuery(flags, selectors) });
  const refusal = refusalOf(response);
  if (refusal) throw refusalError(refusal);
  return name === undefined ? ((response.body as { items?: T[] }).items ?? []) : [response.body as T];
}

const metricsPath = `/apis/${metricsApi.group}/${metricsApi.version}`;
