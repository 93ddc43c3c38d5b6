import { sidecarInContainers } from './advice/sidecarInContainers.ts';
import type { AdviceRule, RelationRule } from './rule.ts';

/** Every piece of advice about one manifest: one file and one line each. */
export const adviceRules: readonly AdviceRule[] = [sidecarInContainers];

/** Every rule between manifests: one file and one line each. */
export const relationRules: readonly RelationRule[] = [];
