import { dataKeysOf } from '../../facts/dataKeys.ts';
import { isGiven } from '../../facts/givenObjects.ts';
import { nearestOfMany } from '../../facts/nearestOfMany.ts';
import { heldAgainst, isInSight } from '../../facts/neighbours.ts';
import type { RelationRule } from '../rule.ts';
import { listedNames, shortName } from '../wording.ts';

/** A key that the ConfigMap or Secret does not have: the container is not started, or the volume not mounted. */
export const missingKey: RelationRule = {
  id: 'relation/missing-key',
  severity: 'warning',
  check(manifest, set) {
    return manifest.facts.references.flatMap(({ kind, name, namespace = manifest.namespace, keys, optional }) => {
      if (keys.length === 0 || optional || isGiven(set, kind, namespace, name)) return [];
      const owners = heldAgainst(manifest, set.named(kind, namespace, name), set.world);
      const isSure = owners.every((owner) => isInSight(manifest, owner, set.world));
      const there = owners.length > 0 ? dataKeysOf(owners) : undefined;
      if (!there) return [];
      return keys
        .filter(({ key }) => key !== '' && !there.has(key))
        .map(({ key, path }) => {
          const near = nearestOfMany(key, [...there]);
          const known = there.size > 0 ? `Its keys are ${listedNames([...there])}.` : 'It has no keys.';
          const hint = near ? `Did you mean ${shortName(near)}?` : known;
          const message = `${kind} ${shortName(name)} has no key ${shortName(key)}, and without it the container does not start. ${hint}`;
          return {
            path,
            part: 'value',
            message,
            ...(!isSure && { severity: 'info' }),
            ...(near !== undefined && { instead: near }),
          };
        });
    });
  },
};
