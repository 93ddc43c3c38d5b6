import type { FieldPath } from '../../api/field.ts';
import type { AppliedManifest } from './applying.ts';
import { maxDetailLength, maxTitleLength, type PredictionNote, type PredictionSeverity } from './prediction.ts';
import { oneLine } from './spans.ts';

/** What is to be said, and where. */
export interface TrialRemark {
  readonly path: FieldPath;
  /** The value unless given. */
  readonly part?: 'key' | 'value';
  readonly severity: PredictionSeverity;
  /** Without `prediction/`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** A remark as a note on a manifest, within the bounds. */
export function noteOf({ file, index }: Pick<AppliedManifest, 'file' | 'index'>, remark: TrialRemark): PredictionNote {
  const { path, part = 'value', severity, code, title, detail } = remark;
  return {
    file,
    document: index,
    path,
    part,
    severity,
    code: `prediction/${code}`,
    title: oneLine(title, maxTitleLength),
    detail: detail.length > maxDetailLength ? `${detail.slice(0, maxDetailLength - 1)}…` : detail,
  };
}
