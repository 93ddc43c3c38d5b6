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

/** The images with a behaviour of their own in the simulation. */
export const imageCatalogue: readonly CatalogueImage[] = [
  {
    name: 'busybox',
    summary: 'A shell and small Unix tools in one program',
    tags: [
      'latest',
      'stable',
      '1.37',
      '1.37.0',
      '1',
      '1.36',
      '1.36.1',
      '1.36.0',
      '1.35',
      '1.35.0',
      '1.34',
      '1.34.1',
      '1.33',
      '1.32',
      '1.31',
      '1.31.1',
      '1.30',
      '1.29',
      '1.28',
      '1.28.4',
      '1.27',
      'unstable',
    ],
    variants: ['glibc', 'musl', 'uclibc'],
    ports: [],
    sizeBytes: 2.1 * mib,
  },
  {
    name: 'alpine',
    summary: 'A small Linux with a package manager',
    tags: ['latest', '3.22', '3.21', '3.20', '3.19', '3.18', '3.17', '3.16', '3', 'edge'],
    variants: [],
    ports: [],
    sizeBytes: 3.6 * mib,
  },
  {
    name: 'nginx',
    summary: 'A web server',
    tags: [
      'latest',
      'mainline',
      'stable',
      '1.29',
      '1.29.1',
      '1.29.0',
      '1.28',
      '1.28.0',
      '1.27',
      '1.27.5',
      '1.27.4',
      '1.27.3',
      '1.27.2',
      '1.27.1',
      '1.27.0',
      '1.26',
      '1.26.3',
      '1.26.2',
      '1.26.1',
      '1.26.0',
      '1.25',
      '1.25.5',
      '1.25.4',
      '1.25.3',
      '1.24',
      '1.24.0',
      '1.23',
      '1.23.4',
      '1.22',
      '1.22.1',
      '1.21',
      '1.21.6',
      '1.20',
      '1.20.2',
      '1.19',
      '1.18',
      '1.17',
      '1.16',
      '1.16.1',
      '1.15',
      '1.14',
      '1.14.2',
      '1.7.9',
      '1',
    ],
    variants: ['alpine', 'alpine-slim', 'perl', 'otel', 'bookworm'],
    ports: [80],
    sizeBytes: 72 * mib,
  },
  {
    name: 'registry.k8s.io/pause',
    summary: 'Does nothing; holds a Pod together',
    tags: ['3.10.1', '3.10', '3.9', '3.8', '3.7', '3.6', '3.5', '3.4.1', '3.3', '3.2', '3.1', 'latest'],
    variants: [],
    ports: [],
    sizeBytes: 0.31 * mib,
  },
];

/** True where the registry has that tag of a catalogue image. */
export function hasTag(image: CatalogueImage, tag: string): boolean {
  if (image.tags.includes(tag) || image.variants.includes(tag)) return true;
  return image.variants.some(
    (variant) => tag.endsWith(`-${variant}`) && image.tags.includes(tag.slice(0, -variant.length - 1)),
  );
}
