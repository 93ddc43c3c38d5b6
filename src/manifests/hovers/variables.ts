import { expandVariables } from '../../api/expandVariables.ts';
import type { Container, EnvVar } from '../../api/generated/objects.ts';
import { code } from '../markdown.ts';
import { textAt } from '../plainLookup.ts';
import { listing } from '../words/listing.ts';
import { hoveredContainer } from './ofPod.ts';
import type { HoverSubject } from './subject.ts';

const reference = /\$\(([^()]*)\)/g;
/** Letters of the user's text in which references are looked for. */
const maxLength = 10_000;

/** What `$(NAME)` in a variable, a command or its arguments stands for. */
export const variables: HoverSubject = (context) => {
  const { document, ownerType, field, touched } = context;
  const isValue = ownerType === 'EnvVar' && field.name === 'value';
  const isWord = ownerType === 'Container' && (field.name === 'command' || field.name === 'args');
  const here = isValue || isWord ? hoveredContainer(context) : undefined;
  const written = textAt(document.value, touched.path);
  if (!here || written === undefined || written.length > maxLength || !written.includes('$(')) return undefined;
  const { env = [] } = here.container;
  const before = isValue ? env.slice(0, Number(here.rest[1])) : env;
  const values = knownValues(here.container, before);
  const result = expandVariables(written, (name) => values.get(name));
  const names = [...new Set(Array.from(written.replaceAll('$$', '').matchAll(reference), ([, name = '']) => name))];
  const unknown = names
    .filter((name) => !values.has(name))
    .map((name) => referenceText(name, here.container, isValue ? before : env));
  const texts = [...(result === written ? [] : [`Becomes ${code(result)}.`]), ...unknown.slice(0, 5)];
  return texts.length > 0 ? texts.join(' ') : undefined;
};

/** Variables whose values stand in the manifest, each with what it may refer to: what stands before it. */
function knownValues({ envFrom = [] }: Container, env: readonly EnvVar[]): Map<string, string> {
  const values = new Map<string, string>();
  const hidden = new Set<string>();
  for (const { name = '', value = '', valueFrom } of env) {
    const isOpen =
      valueFrom !== undefined || refersTo(value, hidden) || (envFrom.length > 0 && refersToOther(value, values));
    values.delete(name);
    hidden.delete(name);
    if (isOpen) hidden.add(name);
    else values.set(name, expandVariables(value.slice(0, maxLength), (other) => values.get(other)).slice(0, maxLength));
  }
  return values;
}

function refersTo(text: string, names: ReadonlySet<string>): boolean {
  return Array.from(text.slice(0, maxLength).matchAll(reference)).some(([, name = '']) => names.has(name));
}

/** Whether a text refers to what none of the known is: it may come from a ConfigMap. */
function refersToOther(text: string, known: ReadonlyMap<string, string>): boolean {
  return Array.from(text.slice(0, maxLength).matchAll(reference)).some(([, name = '']) => !known.has(name));
}

function referenceText(name: string, { env = [], envFrom = [] }: Container, visible: readonly EnvVar[]): string {
  const shown = code(`$(${name})`);
  const source = visible.findLast((variable) => variable.name === name)?.valueFrom;
  if (source) return `The value of ${shown} comes from ${sourceText(source)}.`;
  if (visible.some((variable) => variable.name === name)) return `The value of ${shown} is known when the Pod starts.`;
  if (env.some((variable) => variable.name === name))
    return `**${shown} stays as it stands:** ${code(name)} is set further down, and only what stands above counts.`;
  const places = [...(envFrom.length > 0 ? ['`envFrom`'] : []), 'the variables of a Service'];
  return `${shown} is not set here: unless ${listing(places, 'or')} set it, it stays as it stands.`;
}

function sourceText({
  configMapKeyRef,
  secretKeyRef,
  fieldRef,
  resourceFieldRef,
}: NonNullable<EnvVar['valueFrom']>): string {
  if (configMapKeyRef) return `the ConfigMap ${code(configMapKeyRef.name ?? '')}`;
  if (secretKeyRef) return `the Secret ${code(secretKeyRef.name ?? '')}`;
  if (fieldRef) return `the Pod: ${code(fieldRef.fieldPath ?? '')}`;
  return `the container's resources: ${code(resourceFieldRef?.resource ?? '')}`;
}
