import { type CatalogueImage, variantOf, versionOf } from '../../../api/catalogue/catalogueImage.ts';
import { imageCatalogue } from '../../../api/imageCatalogue.ts';
import { type ImageReference, parseImageReference, problemOfImageReference } from '../imageReference.ts';
import type { PullAnswer } from '../runtime.ts';
import { refusalOf } from './refusal.ts';

/** A Node's line to the registry, bytes per second: about 200 Mbit/s, an assumption. */
const pullBytesPerSecond = 25_000_000;
/** Asking the registry for the manifest and unpacking, milliseconds: an assumption of the usual order. */
const pullOverheadMs = 700;
/** How long the registry takes to say no, milliseconds. */
const refusalMs = 900;
/** Download size of an image that the catalogue does not know. */
const unknownImageBytes = 60 * 1024 * 1024;

/** The catalogue by full names without tag. */
const entries: ReadonlyMap<string, CatalogueImage> = new Map(
  imageCatalogue.flatMap((entry) => {
    const parsed = parseImageReference(entry.name);
    return parsed ? [[nameOf(parsed), entry]] : [];
  }),
);

/** What the registry answers to a pull, with containerd's words. */
export function resolveImage(reference: string): PullAnswer {
  const parsed = parseImageReference(reference);
  if (!parsed) {
    const message = `failed to parse image reference "${reference}": ${problemOfImageReference(reference)}`;
    return { found: false, message, afterMs: 0 };
  }
  const entry = entryOf(parsed);
  const refusal = refusalOf(parsed, entry);
  if (refusal !== undefined) return { found: false, message: refusal, afterMs: refusalMs };
  const sizeBytes = entry?.sizeBytes ?? unknownImageBytes;
  const pullMs = pullOverheadMs + Math.round((sizeBytes / pullBytesPerSecond) * 1000);
  const digest = parsed.digest ?? `sha256:${digestOf(nameOf(parsed) + (parsed.tag ?? ''))}`;
  return { found: true, imageId: `${nameOf(parsed)}@${digest}`, sizeBytes, pullMs };
}

/** What the registry has under a reference. */
export interface PulledName {
  /** Without tag. */
  readonly name: string;
  /** The exact one. */
  readonly version: string;
  /** Such as `alpine`; nothing where the tag asks for none. */
  readonly variant: string | undefined;
}

/** Nothing where the registry refuses. */
export function pulledName(reference: string): PulledName | undefined {
  const parsed = parseImageReference(reference);
  if (!parsed) return undefined;
  const entry = entryOf(parsed);
  if (refusalOf(parsed, entry) !== undefined) return undefined;
  const name = storedName(parsed);
  if (!entry) return { name, version: parsed.tag ?? '', variant: undefined };
  const tag = parsed.tag ?? 'latest';
  return { name, version: versionOf(entry, tag), variant: variantOf(entry, tag) };
}

function entryOf(reference: ImageReference): CatalogueImage | undefined {
  return entries.get(storedName(reference));
}

function nameOf(reference: ImageReference): string {
  return `${reference.registry}/${reference.repository}`;
}

/** Kubernetes' former registry hands out what the present one has. */
function storedName(reference: ImageReference): string {
  return reference.registry === 'k8s.gcr.io' ? `registry.k8s.io/${reference.repository}` : nameOf(reference);
}

/** A digest that is the same for the same name: 64 hexadecimal digits, not a checksum of anything. */
function digestOf(text: string): string {
  let digest = '';
  for (let part = 0; part < 8; part++) {
    let hash = 0x811c9dc5 ^ part;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 12;
    digest += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return digest;
}
