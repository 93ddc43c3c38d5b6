import { findKindByName, type KindInfo, servedKinds } from '../api/kinds.ts';
import { commandError } from './commandError.ts';
import { measuredKind } from './metricsApi.ts';

/** What a user pointed at: one object by name, or all of a kind. */
export interface ResourceTarget {
  readonly info: KindInfo;
  readonly name?: string;
}

/** How an object is called in output: `pod/web`, `deployment.apps/web`. */
export function resourceName(info: Pick<KindInfo, 'group' | 'singular'>, name: string): string {
  return `${info.group === '' ? info.singular : `${info.singular}.${info.group}`}/${name}`;
}

/** `pods`, or `deployments.apps`. */
export function qualifiedPlural(info: KindInfo): string {
  return info.group === '' ? info.plural : `${info.plural}.${info.group}`;
}

/** Reads one word that names a kind; the error is kubectl's. */
export function kindNamed(word: string): KindInfo {
  const info =
    findKindByName(word) ?? measuredKind(word) ?? findKindByName(word.split('.')[0] === word ? '' : versionless(word));
  if (info) return info;
  throw commandError(`the server doesn't have a resource type "${word}"`);
}

/** Reads `pods`, `pods web api`, `pods,ns`, `pod/web ns/default`, `all`. */
export function parseResources(command: string, words: readonly string[]): ResourceTarget[] {
  const slashed = words.filter((word) => word.includes('/')).length;
  if (slashed > 0) {
    if (slashed < words.length) {
      throw commandError(
        `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. '${command} get resource/<resource_name>' instead of '${command} get resource resource/<resource_name>'`,
      );
    }
    return words.map(parseSlashed);
  }
  const [kinds, ...names] = words;
  if (kinds === undefined) return [];
  const infos = [...new Set(kinds.split(',').flatMap(kindsNamed))];
  if (names.length === 0) return infos.map((info) => ({ info }));
  return infos.flatMap((info) => names.map((name) => ({ info, name })));
}

function parseSlashed(word: string): ResourceTarget {
  const parts = word.split('/');
  const [kind, name] = parts;
  if (parts.length !== 2 || !kind || !name) {
    throw commandError(
      parts.length === 2
        ? `arguments in resource/name form must have a single resource and name`
        : `arguments in resource/name form may not have more than one slash`,
    );
  }
  return { info: kindNamed(kind), name };
}

/** API groups in the order of discovery, which is that of their priorities in kube-apiserver. */
const groupOrder = ['', 'apps', 'events.k8s.io', 'autoscaling', 'batch', 'networking.k8s.io', 'policy'];

/** A category such as `all` names several kinds: group by group, by name inside; of several versions the first. */
function kindsNamed(word: string): KindInfo[] {
  const members = servedKinds.filter((info) => info.categories.includes(word));
  if (members.length === 0) return [kindNamed(word)];
  const place = ({ group, plural }: KindInfo) => `${groupOrder.indexOf(group) + 1} ${plural}`;
  const preferred = new Map(members.toReversed().map((info) => [qualifiedPlural(info), info]));
  return [...preferred.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** `pods.v1.` and `deployments.v1.apps` without the version. */
function versionless(word: string): string {
  const [plural = '', version = '', ...group] = word.split('.');
  if (!/^v\d+/.test(version)) return word;
  const rest = group.filter((part) => part !== '').join('.');
  return rest === '' ? plural : `${plural}.${rest}`;
}
