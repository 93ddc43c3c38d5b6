import { type EditStep, inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { moveItem } from '../edits/moveSlot.ts';
import { removeField } from '../edits/removeField.ts';
import { listAt, textAt } from '../plainLookup.ts';
import { insideContainer, podSpecPath } from '../podSpecs.ts';
import { shortName } from '../rules/wording.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** Moves a container that is meant as a sidecar to the list where it is one. */
export const moveSidecar: Fixer = { codes: ['advice/sidecar-in-containers', 'advice/sidecar-in-job'], offer };

function offer(context: FixContext): Fix[] {
  const { document, kind, path } = context;
  const podSpec = podSpecPath(kind);
  const inside = podSpec && insideContainer(podSpec, path);
  if (!podSpec || inside?.list !== 'containers') return [];
  const containers = [...podSpec, 'containers'];
  const container = [...containers, inside.index];
  const policy = textAt(document.value, [...container, 'restartPolicy']);
  if (policy !== undefined && policy !== 'Always') {
    return fixWith('Remove restartPolicy, which does nothing here', removeField(context, path));
  }
  // A Pod without any container of its own is refused.
  if (listAt(document.value, containers).length < 2) return [];
  const name = shortName(textAt(document.value, [...container, 'name']) ?? 'the container');
  const initContainers = [...podSpec, 'initContainers'];
  const steps: EditStep[] = [(now) => moveItem(now, container, initContainers, { before: 'containers' })];
  if (policy === undefined) steps.unshift((now) => insertField(now, [...container, 'restartPolicy'], 'Always'));
  const edits = inTurn(context, steps);
  return fixWith(`Move ${name} to initContainers, as a sidecar`, edits, policy && 'unambiguous');
}
