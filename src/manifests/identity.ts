import { nearestName } from '../api/didYouMean.ts';
import type { FieldPath } from '../api/field.ts';
import { apiVersionOf, type KindInfo, servedKinds } from '../api/kinds.ts';
import type { ManifestDocument } from './manifestFile.ts';
import { valueAt } from './plainLookup.ts';

/** What is wrong with the `apiVersion` and `kind` of a document that clearly wants to be a Kubernetes object. */
export interface IdentityProblem {
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly code: 'api/required' | 'api/unknown-kind';
}

/** Speaks kubectl's words. Custom resources and files of other programs give nothing. */
export function identityProblem(document: ManifestDocument): IdentityProblem | undefined {
  const { value, apiVersion, kindName } = document;
  if (document.kind || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const hasApiVersion = Object.hasOwn(value, 'apiVersion');
  const hasKind = Object.hasOwn(value, 'kind');
  if (hasApiVersion && hasKind) return unknownKind(apiVersion, kindName);
  if (!looksLikeObject(value, kindName, apiVersion)) return undefined;
  const misspelt = Object.keys(value).find((key) => key.toLowerCase() === (hasKind ? 'apiversion' : 'kind'));
  if (misspelt && hasKind !== hasApiVersion) {
    const right = hasKind ? 'apiVersion' : 'kind';
    return {
      path: [misspelt],
      part: 'key',
      message: `${right} not set; did you mean "${right}"?`,
      code: 'api/required',
    };
  }
  if (hasKind) return { path: ['kind'], part: 'value', message: 'apiVersion not set', code: 'api/required' };
  if (hasApiVersion) return { path: ['apiVersion'], part: 'value', message: 'kind not set', code: 'api/required' };
  return { path: [], part: 'key', message: 'apiVersion not set, kind not set', code: 'api/required' };
}

function looksLikeObject(value: object, kindName: string | undefined, apiVersion: string | undefined): boolean {
  const metadata = valueAt(value, ['metadata']);
  const hasMetadata = metadata !== null && typeof metadata === 'object';
  if (kindName !== undefined) return servedKinds.some((info) => info.kind === kindName) && hasMetadata;
  if (apiVersion !== undefined) return hasMetadata && servedKinds.some((info) => apiVersionOf(info) === apiVersion);
  return hasMetadata && Array.isArray(valueAt(value, ['spec', 'containers']));
}

function unknownKind(apiVersion: string | undefined, kindName: string | undefined): IdentityProblem | undefined {
  if (apiVersion === undefined || kindName === undefined) return undefined;
  const [meant] = meantKinds(apiVersion, kindName);
  if (!meant) return undefined;
  const message = `no matches for kind ${JSON.stringify(kindName)} in version ${JSON.stringify(apiVersion)}`;
  const right = `kind: ${meant.kind} has apiVersion: ${apiVersionOf(meant)}`;
  return {
    path: meant.kind === kindName ? ['apiVersion'] : ['kind'],
    part: 'value',
    message: `${message} (${right})`,
    code: 'api/unknown-kind',
  };
}

/** The served kinds that somebody meant with a kind that is not served; none for what may well be a custom resource. */
export function meantKinds(apiVersion: string, kindName: string): KindInfo[] {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  // A group with a dot may be anyone's, and its kinds may have any name, unless it is one that the cluster serves.
  if (/\./.test(apiVersion) && !servedKinds.some((info) => info.group === group)) return [];
  const same = servedKinds.filter((info) => info.kind.toLowerCase() === kindName.toLowerCase());
  if (same.length > 0) return same;
  const beside = servedKinds.filter((info) => apiVersionOf(info) === apiVersion);
  const near = nearestName(
    kindName,
    beside.map(({ kind }) => kind),
  );
  return beside.filter(({ kind }) => kind === near);
}
