import { parseTime } from '../../api/time.ts';
import type { CheckContext } from '../checkContext.ts';
import type { CheckSource } from '../lab.ts';
import type { YamlFields, YamlValue } from '../yamlFields.ts';

/** What was found at a place. */
export interface Sight {
  readonly values: readonly unknown[];
  /** What the values were taken from. */
  readonly root: unknown;
  /** Why there is nothing, in a sentence, where that is known. */
  readonly missing?: string;
  /** The object itself is not in the cluster yet: said once for all checks that look for it. */
  readonly absent?: true;
  /** Nobody knows what is there: then no expectation holds, nor its opposite. */
  readonly unknown?: true;
  /** When the object that is looked at was made, in virtual milliseconds since 1970. */
  readonly bornMs?: number;
}

/** One kind of place that a check can look at. A new kind is a file here and a line in `sources.ts`. */
export interface SourceKind<Type extends CheckSource['type']> {
  /** Whether looking leaves traces, such as a line in an access log: then it is not done all the time. */
  readonly touches?: true;
  /** Reads the field `<type>` of a check, and those beside it that belong to it. */
  read(value: YamlValue, beside: YamlFields): Extract<CheckSource, { type: Type }> | undefined;
  look(source: Extract<CheckSource, { type: Type }>, context: CheckContext): Promise<Sight>;
  /** The place in words, to begin a sentence. */
  name(source: Extract<CheckSource, { type: Type }>): string;
}

/** What is seen of an object that is not in the cluster. */
export function absentObject(kind: string, name: string): Sight {
  const missing = `There is no ${kind} ${name} in the cluster.`;
  return { values: [], root: undefined, missing, absent: true };
}

/** What is seen where the cluster refuses to say. */
export function refusedSight(message: string | undefined): Sight {
  return { values: [], root: undefined, missing: `The cluster says: ${message ?? 'no'}`, unknown: true };
}

/** When an object was made, in virtual milliseconds since 1970; 0 where it does not say. */
export function bornMsOf(object: unknown): number {
  const { creationTimestamp } = (object as { metadata?: { creationTimestamp?: string } }).metadata ?? {};
  return parseTime(creationTimestamp ?? '') ?? 0;
}
