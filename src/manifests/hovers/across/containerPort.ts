import { selectorsOfPods } from '../../facts/selectedPods.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { isWithin } from './fieldPaths.ts';
import { named } from './manifestWords.ts';
import { chainedPorts, containerPortFor } from './serviceChain.ts';
import { standing } from './standing.ts';

/** Which Services lead to a container's port; that listing a port opens none. */
export const containerPort: HoverSubject = (context) => {
  const { ownerType, field, path } = context;
  if (ownerType !== 'ContainerPort' || (field.name !== 'containerPort' && field.name !== 'name')) return undefined;
  const here = standing(context);
  if (!here) return undefined;
  const { set, manifest } = here;
  const leading = selectorsOfPods(set, manifest)
    .filter(({ selector }) => selector.role === 'service')
    .flatMap(({ manifest: service }) =>
      chainedPorts(service).flatMap((port) => {
        const found = containerPortFor(manifest, port);
        return found && isWithin(path, found.port.path) ? [`${named(service)} port **${port.port}**`] : [];
      }),
    );
  const who = leading.length > 0 ? `${listing(leading)} ${leading.length === 1 ? 'leads' : 'lead'} here. ` : '';
  const name = field.name === 'name' ? ' Services and probes may use the name instead of the number.' : '';
  return `${who}Listing a port opens nothing and closes nothing: what counts is on which port the program listens.${name}`;
};
