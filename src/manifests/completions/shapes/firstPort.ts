import { valueAt } from '../../plainLookup.ts';
import { catalogueImageOf } from '../catalogueImageOf.ts';
import { enclosing, type Subject } from '../subject.ts';

/** The port that the container around the place most likely means: one that it has, or its image's. */
export function firstPort(subject: Subject): string | number {
  const container = enclosing(subject, 'Container');
  const path = container?.path ?? [];
  const own = subject.pods?.containers.find((one) => one.path.join() === path.join());
  const port = own?.ports[0];
  const ofImage = catalogueImageOf(valueAt(container?.value, ['image']))?.ports[0];
  // A list of ports does not refer to itself.
  const isNew = valueAt(container?.value, ['ports']) === undefined;
  return (isNew ? undefined : (port?.name ?? port?.number)) ?? ofImage ?? 8080;
}
