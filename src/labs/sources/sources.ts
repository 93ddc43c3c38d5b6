import type { CheckContext } from '../check.ts';
import type { CheckSource } from '../lab.ts';
import type { YamlFields, YamlValue } from '../yamlFields.ts';
import { fileSource } from './file.ts';
import { kubectlSource } from './kubectl.ts';
import { logsSource } from './logs.ts';
import { objectSource } from './object.ts';
import type { Sight, SourceKind } from './source.ts';

const sources: { readonly [Type in CheckSource['type']]: SourceKind<Type> } = {
  object: objectSource,
  logs: logsSource,
  kubectl: kubectlSource,
  file: fileSource,
};

/** The names of the places that a check can look at. */
export const sourceNames = Object.keys(sources) as CheckSource['type'][];

/** Reads where a check looks. */
export function readSource(type: CheckSource['type'], value: YamlValue, beside: YamlFields): CheckSource | undefined {
  return sources[type].read(value, beside);
}

/** Looks there. */
export function look(source: CheckSource, context: CheckContext): Promise<Sight> {
  return (sources[source.type] as SourceKind<CheckSource['type']>).look(source as never, context);
}

/** The place in words, to begin a sentence. */
export function nameOf(source: CheckSource): string {
  return (sources[source.type] as SourceKind<CheckSource['type']>).name(source as never);
}
