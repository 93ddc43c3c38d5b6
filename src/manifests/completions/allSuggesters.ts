import { containerNames } from './containerNames.ts';
import { dataKeys } from './dataKeys.ts';
import { fields, items } from './fields.ts';
import { images } from './images.ts';
import { labels, labelValues } from './labels.ts';
import { namedValues } from './namedValues.ts';
import { namespaces } from './namespaces.ts';
import { objectNames } from './objectNames.ts';
import { portNames } from './portNames.ts';
import { quantities, resourceNames } from './quantities.ts';
import { scaleTargets } from './scaleTargets.ts';
import { schedules } from './schedules.ts';
import type { Suggester } from './suggestion.ts';
import { volumeNames } from './volumeNames.ts';
import { wellKnownLabels } from './wellKnownLabels.ts';

/** Every subject of completion: one file and one line each. What comes first is shown first. */
export const allSuggesters: readonly Suggester[] = [
  volumeNames,
  containerNames,
  portNames,
  scaleTargets,
  dataKeys,
  objectNames,
  namespaces,
  labels,
  labelValues,
  wellKnownLabels,
  resourceNames,
  images,
  schedules,
  namedValues,
  quantities,
  fields,
  items,
];
