import { configMapRules } from './core/configMapRules.ts';
import { eventRules } from './core/eventRules.ts';
import { namespaceRules } from './core/namespaceRules.ts';
import { nodeRules } from './core/nodeRules.ts';
import { podRules } from './core/podRules.ts';
import { secretRules } from './core/secretRules.ts';
import { serviceAccountRules } from './core/serviceAccountRules.ts';
import type { KindRules } from './kindRules.ts';
import { apiVersionOf, type KindInfo } from './kinds.ts';
import { metadataRules } from './metadataRules.ts';

const rules: Readonly<Record<string, KindRules>> = {
  'v1 ConfigMap': configMapRules as KindRules,
  'v1 Event': eventRules as KindRules,
  'v1 Namespace': namespaceRules as KindRules,
  'v1 Node': nodeRules as KindRules,
  'v1 Pod': podRules as KindRules,
  'v1 Secret': secretRules as KindRules,
  'v1 ServiceAccount': serviceAccountRules as KindRules,
};

/** The defaults and the validation of a served kind. */
export function rulesOf(kind: Pick<KindInfo, 'group' | 'version' | 'kind' | 'namespaced'>): KindRules {
  return rules[`${apiVersionOf(kind)} ${kind.kind}`] ?? metadataRules(kind);
}
