import { noteOn } from '../fieldNotes.ts';
import type { HoverSubject } from './subject.ts';

/** What learners most often take wrongly of a field, whatever is written there. */
export const note: HoverSubject = ({ ownerType, field }) => noteOn(ownerType, field.name);
