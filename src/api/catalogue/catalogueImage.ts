/** An image that the simulated registry knows; completion offers its name and tags. */
export interface CatalogueImage {
  /** As people write it: `nginx`, `registry.k8s.io/pause`. */
  readonly name: string;
  readonly summary: string;
  /** The newest first. */
  readonly tags: readonly string[];
  /** May follow a tag after a hyphen, or stand alone: `1.27-alpine`, `alpine`. */
  readonly variants: readonly string[];
  /** TCP ports on which its program listens. */
  readonly ports: readonly number[];
  /** What a Node downloads (compressed), rounded, as the registry's web page shows it. */
  readonly sizeBytes: number;
}

const mib = 1024 * 1024;

/**
 * An image in short: `names` are tags as they stand, each word of `versions` is the last of a series: `1.36.1` stands
 * for 1.36.1, 1.36.0, 1.36 and 1.
 */
export function catalogueImage(image: {
  readonly name: string;
  readonly summary: string;
  readonly names?: string;
  readonly versions?: string;
  readonly variants?: string;
  readonly ports?: readonly number[];
  readonly sizeMib: number;
}): CatalogueImage {
  const versions = wordsOf(image.versions).flatMap(seriesOf);
  return {
    name: image.name,
    summary: image.summary,
    tags: [...new Set([...wordsOf(image.names ?? 'latest'), ...versions])],
    variants: wordsOf(image.variants),
    ports: image.ports ?? [],
    sizeBytes: Math.round(image.sizeMib * mib),
  };
}

function wordsOf(text: string | undefined): string[] {
  return text ? text.split(' ') : [];
}

/** All versions of a series and the shorter names of its last, the most exact first. */
function seriesOf(last: string): string[] {
  const parts = last.split('.');
  const count = Number(parts.pop());
  const series = parts.join('.');
  const tags: string[] = [];
  for (let patch = count; patch >= 0; patch--) tags.push(series === '' ? last : `${series}.${patch}`);
  for (let length = parts.length; length > 0; length--) tags.push(parts.slice(0, length).join('.'));
  return series === '' ? [last] : tags;
}

/** True where the registry has that tag of a catalogue image. */
export function hasTag(image: CatalogueImage, tag: string): boolean {
  return image.variants.includes(tag) || image.tags.includes(withoutVariant(image, tag));
}

/** The variant that a tag asks for: `alpine` of `1.27-alpine` or `alpine`. */
export function variantOf({ variants }: CatalogueImage, tag: string): string | undefined {
  return variants.find((name) => tag === name || tag.endsWith(`-${name}`));
}

/** `1.27-alpine` without `-alpine`, where that is a variant of the image. */
function withoutVariant(image: CatalogueImage, tag: string): string {
  const variant = variantOf(image, tag);
  return variant === undefined || variant === tag ? tag : tag.slice(0, -variant.length - 1);
}

/** Tags that stand for the newest of all. */
const newest = /^(latest|stable|mainline|lts|innovation|edge|unstable|devel|rolling|management|linux)$/;

/**
 * The exact version that a tag stands for: the newest of its series, or of all for `latest`; the tag itself where it is
 * a name such as `bookworm`; '' where the image has no versions.
 */
export function versionOf(image: CatalogueImage, tag: string): string {
  const wanted = withoutVariant(image, tag);
  const exact = image.tags.filter((name) => /^\d+(\.\d+)+$/.test(name));
  // The most exact of a series stands before its shorter names.
  const found = exact.find((name) => name.startsWith(`${wanted}.`)) ?? exact.find((name) => name === wanted);
  if (found !== undefined) return found;
  return image.tags.includes(wanted) && !newest.test(wanted) ? wanted : (exact[0] ?? '');
}
