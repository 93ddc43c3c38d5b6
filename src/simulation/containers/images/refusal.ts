import { type CatalogueImage, hasTag } from '../../../api/catalogue/catalogueImage.ts';
import type { ImageReference } from '../imageReference.ts';
import { isOfficialName } from './officialNames.ts';

/** What tags of images outside of the catalogue look like when they exist: a version, perhaps with a variant. */
const plausibleTag =
  /^(latest|stable|main|master|edge|lts|current|slim|alpine|example|v?\d+([._]\d+)*([-._+]?[a-z0-9.]+)*|[a-z]+-v?\d[\w.-]*|[0-9a-f]{7,40})$/;
/** Names by which examples say that an image is not there. */
const admitsToBeMissing = /non-?exist|does-?not-?exist|not-?found|no-?such|missing|invalid|typo|wrong/;
/** Names by which examples say that an image is not for everyone. */
const admitsToBePrivate = /(^|[/_.-])private([/_.-]|$)/;
/** Repositories and tags of images that are only made for Windows. */
const forWindows =
  /^(mcr\.microsoft\.com\/(windows|dotnet\/framework)|docker\.io\/microsoft)\/|:.*(nanoserver|windowsservercore|ltsc20\d\d)/;

/**
 * Why a registry does not hand out that image, with containerd's words; nothing where it does. Pull secrets are not
 * checked: what is private to the world stays private.
 */
export function refusalOf(reference: ImageReference, entry: CatalogueImage | undefined): string | undefined {
  const { full, registry, repository, tag } = reference;
  const pulling = `failed to pull and unpack image "${full}": `;
  const resolving = `${pulling}failed to resolve reference "${full}": `;
  const unreachable = unreachableHost(reference);
  if (unreachable !== undefined) return resolving + unreachable;
  if (forWindows.test(`${registry}/${repository}:${tag ?? ''}`)) {
    return `${pulling}no match for platform in manifest: not found`;
  }
  if (!entry && !hasRepository(reference)) return resolving + refusedRepository(reference);
  const tagExists =
    tag === undefined || (entry ? hasTag(entry, tag) : plausibleTag.test(tag) && !admitsToBeMissing.test(tag));
  return tagExists ? undefined : `${resolving}${full}: not found`;
}

/** Hosts that no Node can reach: itself, where no registry listens, and the names of RFC 2606 that are never there. */
function unreachableHost({ registry, repository, tag, digest }: ImageReference): string | undefined {
  const host = registry.replace(/:\d+$/, '');
  const path = `/v2/${repository}/manifests/${tag ?? digest}`;
  if (host === 'localhost' || host.startsWith('127.')) {
    const port = /:(\d+)$/.exec(registry)?.[1] ?? '80';
    const address = host === 'localhost' ? '[::1]' : host;
    return `failed to do request: Head "http://${registry}${path}": dial tcp ${address}:${port}: connect: connection refused`;
  }
  if (/(^|\.)(invalid|test)$/.test(host)) {
    return `failed to do request: Head "https://${registry}${path}": dial tcp: lookup ${host}: no such host`;
  }
  return undefined;
}

/** Whether anybody may pull from there. */
function hasRepository({ registry, repository }: ImageReference): boolean {
  if (registry === 'docker.io' && repository.startsWith('library/')) {
    return isOfficialName(repository.slice('library/'.length));
  }
  return !admitsToBeMissing.test(repository) && !admitsToBePrivate.test(repository) && !isPrivateRegistry(registry);
}

/** Registries that hand out nothing without a login. */
function isPrivateRegistry(registry: string): boolean {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/.test(registry) || registry.endsWith('.azurecr.io');
}

/** How each registry says that there is no such repository, or none for strangers: most do not tell which. */
function refusedRepository({ full, registry, repository, tag, digest }: ImageReference): string {
  const denied = 'pull access denied, repository does not exist or may require authorization: ';
  const scope = `repository%3A${repository.replaceAll('/', '%2F')}%3Apull`;
  const token = (url: string, status: string) =>
    `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${registry}/${url}?scope=${scope}&service=${registry}: ${status}`;
  if (registry === 'docker.io') return `${denied}server message: insufficient_scope: authorization failed`;
  if (registry === 'ghcr.io') return token('token', '403 Forbidden');
  if (registry === 'gcr.io' || registry.endsWith('.gcr.io') || registry.endsWith('.pkg.dev')) {
    return registry === 'k8s.gcr.io' ? `${full}: not found` : token('v2/token', '403 Forbidden');
  }
  if (registry === 'quay.io') {
    return `unexpected status from HEAD request to https://quay.io/v2/${repository}/manifests/${tag ?? digest}: 401 UNAUTHORIZED`;
  }
  if (registry.endsWith('.azurecr.io')) return token('oauth2/token', '401 Unauthorized');
  if (isPrivateRegistry(registry)) return `${denied}authorization failed: no basic auth credentials`;
  return `${full}: not found`;
}
