import { hostNamesOf } from '../facts/hostNames.ts';
import { servicesOfHost } from '../facts/hostServices.ts';
import { type Mention, type MentionReader, objectThing, servicePortThing } from './mention.ts';

/** Host names in `env`, `command` and `args` that lead to a Service of the set, and to its port where one is told. */
export const hostMentions: MentionReader = (manifest, set) =>
  hostNamesOf(manifest.facts).flatMap(({ path, words, occurrence, host, port }): Mention[] => {
    const found = servicesOfHost(set, manifest, host);
    if (!found) return [];
    const { service, namespace } = found.reading;
    const things = [objectThing('Service', namespace, service)];
    if (port !== undefined) things.push(servicePortThing(namespace, service, port));
    return [{ things, role: 'use', path, part: 'value', words, occurrence }];
  });
