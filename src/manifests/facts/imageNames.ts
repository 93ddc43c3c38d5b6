import { baseImages } from '../../api/catalogue/baseImages.ts';
import { imageCatalogue } from '../../api/imageCatalogue.ts';

/** What an `image` says. */
export interface WrittenImage {
  /** As people write it: without Docker Hub's own address, tag and digest. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

const registry = String.raw`(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d+)?\/)?`;
const part = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const reference = new RegExp(
  String.raw`^(${registry}${part}(?:\/${part})*)(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/** Longer ones are no image's name. */
const maxLength = 512;

/** Reads an image's reference; undefined where it is none. */
export function readImage(text: unknown): WrittenImage | undefined {
  if (typeof text !== 'string' || text.length > maxLength) return undefined;
  const match = reference.exec(text);
  if (!match) return undefined;
  const [, name = '', tag, digest] = match;
  return {
    name: name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, ''),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** Base images whose own program is not a shell that waits for words. */
const noShells = new Set(['hello-world', 'docker/whalesay', 'alpine/git', 'polinux/stress', 'vish/stress']);
const shells = new Set(baseImages.map(({ name }) => name).filter((name) => !noShells.has(name)));

/** True for images like busybox: their own program is a shell (or an interpreter), and `args` alone are a whole command. */
export function isShellImage(image: WrittenImage | undefined): boolean {
  return image !== undefined && shells.has(image.name);
}

/** Images that run until they are stopped, though the catalogue knows no port of theirs. */
const agents = [
  'registry.k8s.io/pause',
  'fluent/fluent-bit',
  'fluent/fluentd',
  'fluentd',
  'docker.elastic.co/beats/filebeat',
  'gcr.io/cloud-sql-connectors/cloud-sql-proxy',
  'istio/proxyv2',
  'otel/opentelemetry-collector',
];
const daemons = new Set([...agents, ...imageCatalogue.filter(({ ports }) => ports.length > 0).map(({ name }) => name)]);

/** True for images whose own program serves until it is stopped, as far as they are known. */
export function isDaemonImage(image: WrittenImage | undefined): boolean {
  return image !== undefined && daemons.has(image.name);
}
