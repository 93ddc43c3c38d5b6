import type { Status } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import type { ApiResponse } from '../../api/request.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { selectorQuery } from '../commonFlags.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { listRefusal, send } from '../requests.ts';
import type { ResourceTarget } from '../resourceArguments.ts';

/** An object, or all of a kind, that `get` shows. */
export interface GetTarget extends ResourceTarget {
  readonly namespace: string;
}

/** Where the target is found. */
export function pathFor(flags: ParsedFlags, target: GetTarget): string {
  const namespace = flags.enabled('all-namespaces') ? undefined : target.namespace;
  const subresource = target.name === undefined ? '' : flags.text('subresource');
  return pathOf(target.info, namespace, target.name, subresource || undefined);
}

/** What is asked for: sorting needs the objects whole. */
export function queryFor(flags: ParsedFlags, target: GetTarget): Record<string, string> {
  const whole: Record<string, string> = flags.text('sort-by') === '' ? {} : { includeObject: 'Object' };
  if (target.name !== undefined) return whole;
  return { ...selectorQuery(flags, ['selector', 'field-selector']), ...whole, limit: '500' };
}

/** What the server answers, page by page (kubectl asks for 500 objects at a time); a refusal is the last. */
export async function pagesOf(
  flags: ParsedFlags,
  host: KubectlHost,
  target: GetTarget,
  accept?: string,
): Promise<ApiResponse[]> {
  const pages: ApiResponse[] = [];
  let query = queryFor(flags, target);
  for (;;) {
    const path = pathFor(flags, target);
    const response = await send(host, { method: 'GET', path, query, ...(accept !== undefined && { accept }) });
    pages.push(response);
    const { metadata } = response.body as { metadata?: { continue?: string } };
    if (target.name !== undefined || refusalOf(response) || !metadata?.continue) return pages;
    query = { ...query, continue: metadata.continue };
  }
}

/** A refusal in the words that kubectl finds for it. */
export function seen(flags: ParsedFlags, target: GetTarget, refusal: Status): Status {
  return target.name === undefined ? listRefusal(target.info, queryFor(flags, target), refusal) : refusal;
}

/** The items of a list with the kind that lists leave out. */
export function itemsOf(body: unknown, info: KindInfo): KubernetesObject[] {
  const items = (body as { items?: KubernetesObject[] }).items ?? [];
  return items.map((item) => ({ ...item, apiVersion: apiVersionOf(info), kind: info.kind }));
}
