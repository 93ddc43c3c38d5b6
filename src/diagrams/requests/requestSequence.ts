import type { RequestTrace } from '../../api/traffic.ts';
import type { ObjectDiagram } from '../objectDiagram.ts';
import { actorsOf, objectsOf } from './requestActors.ts';
import { beatsOf } from './requestBeats.ts';
import { requestOutline } from './requestOutline.ts';
import { sequenceText } from './sequenceText.ts';

/**
 * One request as a sequence diagram: how a name became an address, which endpoint of a Service was chosen, and what the process
 * answered; or where it stopped and why, with what to look at next.
 */
export function requestSequence(trace: RequestTrace): ObjectDiagram {
  const actors = actorsOf(trace);
  return {
    mermaid: sequenceText(actors, beatsOf(trace, actors)),
    outline: requestOutline(trace),
    objects: objectsOf(trace),
  };
}
