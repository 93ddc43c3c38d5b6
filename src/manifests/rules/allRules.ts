import type { Rule } from './rule.ts';
import { sidecarInContainers } from './sidecarInContainers.ts';

/** Every piece of advice: one file and one line each. */
export const allRules: readonly Rule[] = [sidecarInContainers];
