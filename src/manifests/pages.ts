import type { KindInfo } from '../api/kinds.ts';
import { kindPages } from './pages/kindPages.ts';
import { type Page, page } from './pages/page.ts';
import { podPages } from './pages/podPages.ts';
import { serverPages } from './pages/serverPages.ts';
import { storagePages } from './pages/storagePages.ts';
import { workloadPages } from './pages/workloadPages.ts';

/** Pages by type and field, or by type: `PodSpec.dnsPolicy`, `Probe`. */
export const knownPages: Readonly<Record<string, Page>> = {
  ...podPages,
  ...storagePages,
  ...workloadPages,
  ...serverPages,
};

/** The page that explains a field best: its own (`PodSpec.dnsPolicy`), its type's (`Probe`), or that of the kind. */
export function pageOf(kind: KindInfo, ownerType: string, field: string): Page {
  for (const key of [`${ownerType}.${field}`, ownerType])
    if (Object.hasOwn(knownPages, key)) return knownPages[key] as Page;
  const ofKind = Object.hasOwn(kindPages, kind.kind) ? kindPages[kind.kind] : undefined;
  return ofKind ?? page('Kubernetes objects', 'concepts/overview/working-with-objects/');
}
