import { insertField } from '../edits/insertField.ts';
import { insideContainer, podSpecPath } from '../podSpecs.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Makes an init container that never ends a sidecar, which the others do not wait for. */
export const makeSidecar: Fixer = {
  codes: ['advice/endless-init-container'],
  offer(context) {
    const podSpec = podSpecPath(context.kind);
    const inside = podSpec && insideContainer(podSpec, context.path);
    if (!podSpec || inside?.list !== 'initContainers') return [];
    const field = [...podSpec, 'initContainers', inside.index, 'restartPolicy'];
    return fixWith('Make it a sidecar: restartPolicy: Always', insertField(context, field, 'Always'));
  },
};
