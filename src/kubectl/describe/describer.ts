import type { Event } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { DescribeText } from './describeText.ts';

/** What a describer may look at besides the object. */
export interface DescribeContext {
  readonly text: DescribeText;
  /** About the object, unsorted. */
  readonly events: readonly Event[];
  /** Virtual time, milliseconds since 1970. */
  readonly nowMs: number;
  /** Other objects that belong in the picture. */
  list<T extends KubernetesObject>(kindName: string, namespace?: string): Promise<readonly Stored<T>[]>;
}

/** Writes the description of one object. A new kind is a file here and a line in `describers.ts`. */
export type Describer<T extends KubernetesObject> = (
  object: Stored<T>,
  context: DescribeContext,
) => void | Promise<void>;
