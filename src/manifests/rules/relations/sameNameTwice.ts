import { sameValue } from '../../../api/sameValue.ts';
import { areAlternatives } from '../../facts/alternatives.ts';
import { patchFilesOfKustomize } from '../../facts/givenObjects.ts';
import { areNeighbours, fileNameOf } from '../../facts/neighbours.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import type { RelationRule } from '../rule.ts';
import { calledIn, shortName } from '../wording.ts';

/** One object written twice: the later replaces the earlier. Between files of a folder it may be meant: one or the other. */
export const sameNameTwice: RelationRule = {
  id: 'relation/same-name-twice',
  severity: 'warning',
  check(manifest, set) {
    const { kind, namespace, name, file } = manifest;
    const patches = patchFilesOfKustomize(set);
    if (name === '' || patches.has(file)) return [];
    const same = set.named(kind.kind, namespace, name);
    const isOther = (other: PlacedManifest) =>
      other !== manifest && other.kind.group === kind.group && !patches.has(other.file);
    const path = ['metadata', 'name'];
    const what = `${calledIn(manifest)}${namespace === '' ? '' : ` in Namespace ${shortName(namespace)}`}`;
    if (same.some((other) => other.file === file && isOther(other))) {
      const message = `${what} is written twice in this file. kubectl applies both, one after the other, and the last one wins. Give one of them another name, or make one of the two.`;
      return [{ path, part: 'value', message }];
    }
    // The same object in each of several files, such as their Namespace, is the same whatever is applied last.
    const isDifferent = ({ document }: PlacedManifest) => !sameValue(document.value, manifest.document.value);
    const isMeant = (other: PlacedManifest) => isOther(other) && !areAlternatives(set, manifest, other);
    const beside = same.find((other) => areNeighbours(manifest, other) && isMeant(other) && isDifferent(other));
    if (!beside) return [];
    const message = `${what} is also written in ${shortName(fileNameOf(beside.file))}. When the whole folder is applied, the last one wins.`;
    return [{ path, part: 'value', message, severity: 'info' }];
  },
};
