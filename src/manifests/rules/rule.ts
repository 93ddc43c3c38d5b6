import type { FieldPath } from '../../api/field.ts';
import type { ManifestDocument } from '../manifestFile.ts';

/** One piece of advice about a field that the API server accepts and a learner did not mean. */
export interface Advice {
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  readonly severity: 'warning' | 'info';
  readonly message: string;
}

/** A rule looks at one manifest of a served kind. Its diagnostics have the code `advice/<name>`. */
export interface Rule {
  readonly name: string;
  check(document: ManifestDocument): Advice[];
}
