import type { FieldPath } from '../api/field.ts';
import type { KindInfo } from '../api/kinds.ts';
import type { Change } from './changes/change.ts';
import { changeOfData } from './changes/dataChange.ts';
import { frozenFields } from './changes/frozenFields.ts';
import { changeOfMetadata } from './changes/metadataChange.ts';
import { changeOfPod } from './changes/podChange.ts';
import { changeOfWorkload } from './changes/workloadChange.ts';
import type { HoverContext } from './hovers/subject.ts';

/**
 * What becomes of a change of this field in an object that exists; undefined where it simply holds from then on. It is
 * what `validateUpdate` of the kind's rules says, in words that help.
 */
export function changeOf(kind: KindInfo, value: unknown, path: FieldPath): Change | undefined {
  if (path[0] === 'metadata') return changeOfMetadata(kind, path);
  if (path[0] === 'status')
    return { effect: 'ignored', text: 'The cluster writes the status: what a manifest says here is ignored.' };
  const frozen = frozenFields(kind, path);
  return frozen ?? changeOfPod(kind, path) ?? changeOfWorkload(kind, value, path) ?? changeOfData(kind, value, path);
}

/** The same as Markdown; empty where there is nothing to say. */
export function changeText({ document, kind, path }: HoverContext): string {
  return changeOf(kind, document.value, path)?.text ?? '';
}
