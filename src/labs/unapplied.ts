import { parseAllDocuments } from 'yaml';
import { findKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { sameValue } from '../api/sameValue.ts';
import { lastAppliedOf } from '../kubectl/lastApplied.ts';
import type { CheckContext } from './checkContext.ts';
import { sizeLimit } from './fileProblems.ts';

/** What a file names, as far as it matters here. */
interface Named {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/**
 * Says where an object of the cluster was made from another text than the file has now; nothing where all is applied, or where
 * nobody knows. It is the slip that every learner makes: to change a file and look at the cluster.
 */
export async function unapplied(path: string, text: string, context: CheckContext): Promise<string | undefined> {
  if (text.length > sizeLimit) return undefined;
  for (const document of parseAllDocuments(text, { prettyErrors: false })) {
    if (document.errors.length > 0) return undefined;
    const wanted: unknown = document.toJS();
    if (typeof wanted !== 'object' || wanted === null) continue;
    const { apiVersion, kind, metadata } = wanted as Named;
    const info = findKind(String(apiVersion), String(kind));
    const name = metadata?.name;
    if (!info || typeof name !== 'string') continue;
    const namespace = typeof metadata?.namespace === 'string' ? metadata.namespace : context.namespace;
    const { code, body } = await context.client.send({ method: 'GET', path: pathOf(info, namespace, name) });
    const kept = code === 200 ? lastAppliedOf(body as Stored) : undefined;
    if (kept === undefined || sameValue(plain(kept), plain(wanted))) continue;
    const mustGo = kind === 'Pod' && !sameValue(withoutImages(kept), withoutImages(wanted));
    const how = mustGo ? 'take the Pod away and apply the file again' : 'apply the file again';
    return `The ${kind} ${name} in the cluster was made from another text than ${path} has now: ${how}.`;
  }
  return undefined;
}

/** kubectl adds the Namespace and an empty set of annotations to what it was given. */
function plain(object: unknown): unknown {
  const { metadata, ...rest } = object as { metadata?: Record<string, unknown> };
  const { namespace: _namespace, annotations, ...own } = metadata ?? {};
  const isEmpty = !annotations || Object.keys(annotations).length === 0;
  return { ...rest, metadata: isEmpty ? own : { ...own, annotations } };
}

/** Of a Pod little else than the images of its containers can change while it exists. */
function withoutImages(object: unknown): unknown {
  const { spec, ...rest } = plain(object) as { spec?: Record<string, unknown> };
  const lists = ['containers', 'initContainers'].map((list) => {
    const items = spec?.[list];
    return [list, Array.isArray(items) ? items.map((item) => ({ ...item, image: '' })) : items];
  });
  return { ...rest, spec: { ...spec, ...Object.fromEntries(lists) } };
}
