import type { FieldPath } from '../../api/field.ts';
import type { ManifestFacts } from '../facts/manifestFacts.ts';
import type { ManifestDocument } from '../manifestFile.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';

/** How loudly something is said: `info` is advice that a learner may well ignore. */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule says of one field. */
export interface Remark {
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  /** What is so, why it matters, and what to do: one or two plain sentences. */
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** The part of a long text value that is meant, such as a host name in a script. */
  readonly words?: string;
  /** How many times the same words stand before in that value, where they are not the first. */
  readonly occurrence?: number;
  /** What should stand in its place, where that is plain: the value, or the words. */
  readonly instead?: string;
}

interface RuleOf<Category extends string> {
  /** Never changes: users write it into settings and comments. Its page is docs/rules/NAME.md. */
  readonly id: `${Category}/${string}`;
  readonly severity: Severity;
}

/** Advice about what the API server accepts in one manifest and a learner did not mean. */
export interface AdviceRule extends RuleOf<'advice'> {
  check(document: ManifestDocument, facts: ManifestFacts): Remark[];
}

/** What is wrong between manifests: something that is named and not there, or two that disagree. */
export interface RelationRule extends RuleOf<'relation'> {
  check(manifest: PlacedManifest, set: ManifestSet): Remark[];
}
