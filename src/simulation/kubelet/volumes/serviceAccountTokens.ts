import type { Pod, ServiceAccount, ServiceAccountTokenProjection } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { serviceAccountKind } from '../../apiserver/knownKinds.ts';
import { serviceAccountToken } from '../../apiserver/subresources/token.ts';
import type { LazyContent } from './keyedFiles.ts';
import type { VolumeContext } from './volume.ts';

/** The kubelet asks for a new token at 80 % of its life, or after 24 hours. */
const renewalShare = 0.8;
const longestUseMs = 24 * 3600 * 1000;
/** The life of a token where nothing is said, seconds. */
const defaultSeconds = 3600;

/** The tokens of one projected volume: each is renewed before it ends. */
export class ServiceAccountTokens {
  readonly #known = new Map<string, { readonly content: LazyContent; readonly renewAtMs: number }>();

  /** The newest token for that file; made when somebody reads it. */
  contentOf(projection: ServiceAccountTokenProjection, context: VolumeContext): LazyContent {
    const { nowMs } = context;
    const known = this.#known.get(projection.path);
    if (known && nowMs < known.renewAtMs) return known.content;
    const { audience, expirationSeconds = defaultSeconds } = projection;
    const content = lazily(() => tokenFor(context, audience, expirationSeconds));
    const useMs = Math.min(expirationSeconds * 1000 * renewalShare, longestUseMs);
    this.#known.set(projection.path, { content, renewAtMs: nowMs + useMs });
    return content;
  }
}

function lazily(make: () => string): LazyContent {
  let made: string | undefined;
  return {
    get bytes() {
      made ??= make();
      return made;
    },
  };
}

function tokenFor({ api, pod, random, nowMs }: VolumeContext, audience: string | undefined, seconds: number): string {
  const { namespace = '', uid } = pod.metadata;
  const name = pod.spec?.serviceAccountName ?? 'default';
  const account = api.get<ServiceAccount>(serviceAccountKind, namespace, name);
  return serviceAccountToken(random.fork(`token ${uid} ${nowMs}`), {
    namespace,
    name,
    uid: account?.metadata.uid ?? '',
    audiences: audience === undefined ? [] : [audience],
    lifeSeconds: seconds,
    issuedAtMs: nowMs,
    pod: boundTo(pod),
  });
}

function boundTo({ metadata }: Stored<Pod>): { readonly name: string; readonly uid: string } {
  return { name: metadata.name, uid: metadata.uid };
}
