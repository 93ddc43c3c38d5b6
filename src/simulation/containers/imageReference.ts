/** A reference in its full form: `docker.io/library/busybox:1.36`. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** With `library/` for the official images of Docker Hub. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written. */
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
  /** All of it again. */
  readonly full: string;
}

const registryPattern = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::\d+)?$/;
const repositoryPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^sha256:[0-9a-f]{64}$/;
/** As in the distribution reference grammar. */
const maxNameLength = 255;

/** Reads an image reference as Docker and containerd do; nothing where it is not one ("invalid reference format"). */
export function parseImageReference(text: string): ImageReference | undefined {
  let rest = text;
  let digest: string | undefined;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (!digestPattern.test(digest)) return undefined;
  }
  let tag: string | undefined;
  const colon = rest.lastIndexOf(':');
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
    if (!tagPattern.test(tag)) return undefined;
  }
  const slash = rest.indexOf('/');
  const first = slash < 0 ? '' : rest.slice(0, slash);
  const namesRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const registry = namesRegistry ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  let repository = namesRegistry ? rest.slice(slash + 1) : rest;
  if (registry === 'docker.io' && !repository.includes('/')) repository = `library/${repository}`;
  if (!registryPattern.test(registry) || !repositoryPattern.test(repository)) return undefined;
  if (registry.length + repository.length + 1 > maxNameLength) return undefined;
  if (tag === undefined && digest === undefined) tag = 'latest';
  const full = `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  return { registry, repository, tag, digest, full };
}

/** Why a text is no image reference, as Docker's reference package words it. */
export function problemOfImageReference(text: string): string {
  const lowered = parseImageReference(text.toLowerCase());
  if (!lowered || lowered.full === parseImageReference(text)?.full) return 'invalid reference format';
  const written = lowered.registry === 'docker.io' && !text.includes('/') ? `library/${text}` : text;
  const name = written.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return `invalid reference format: repository name (${name}) must be lowercase`;
}
