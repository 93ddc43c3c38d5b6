import { apiVersionOf, servedKinds } from '../../api/kinds.ts';
import { hasType, typeSchema } from '../../api/schema.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { insertField } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { renameKey } from '../edits/renameKey.ts';
import { meantKinds } from '../identity.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, fixWith, type TextFixContext, type TextFixer } from './fix.ts';

/** Kinds that are offered where only the `apiVersion` is known. */
const mostOffers = 4;

/** `apiVersion` and `kind` that are missing, misspelt or do not go together. */
export const nameKind: TextFixer = { codes: ['api/required', 'api/unknown-kind'], offer };

function offer(context: TextFixContext): Fix[] {
  const { document, diagnostic } = context;
  const { kind, kindName, apiVersion, value } = document;
  if (kind || value === null || typeof value !== 'object') return [];
  const at = diagnostic.field ?? [];
  if (diagnostic.code === 'api/unknown-kind') return kindName === undefined ? [] : asServed(context, kindName);
  const misspelt = ['apiVersion', 'kind'].find(
    (name) => name !== at[0] && name.toLowerCase() === String(at[0]).toLowerCase(),
  );
  if (misspelt) return fixWith(`Rename to ${misspelt}`, renameKey(context, at, misspelt), 'unambiguous');
  if (kindName !== undefined) {
    const served = servedKinds.filter((info) => info.kind === kindName);
    return served.flatMap((info) => {
      const version = apiVersionOf(info);
      const edits = insertField(context, ['apiVersion'], version, { before: 'kind' });
      return fixWith(`Add apiVersion: ${version}`, edits, served.length === 1 ? 'unambiguous' : undefined);
    });
  }
  const kinds = kindsLike(value).filter((info) => apiVersion === undefined || apiVersionOf(info) === apiVersion);
  return kinds.slice(0, mostOffers).flatMap((info) => {
    const version = apiVersionOf(info);
    const certainty = kinds.length === 1 ? 'unambiguous' : undefined;
    const addKind = (now: TextFixContext | Parameters<typeof insertField>[0]) =>
      insertField(now, ['kind'], info.kind, apiVersion === undefined ? 'first' : { after: 'apiVersion' });
    if (apiVersion !== undefined) return fixWith(`Add kind: ${info.kind}`, addKind(context), certainty);
    const addVersion = (now: Parameters<typeof insertField>[0]) => insertField(now, ['apiVersion'], version, 'first');
    return fixWith(
      `Add apiVersion: ${version} and kind: ${info.kind}`,
      inTurn(context, [addKind, addVersion]),
      certainty,
    );
  });
}

/** The kind in the right letters, with an `apiVersion` that has it. */
function asServed(context: TextFixContext, kindName: string): Fix[] {
  const { apiVersion } = context.document;
  const served = meantKinds(apiVersion ?? '', kindName);
  const right = served.filter((info) => apiVersionOf(info) === apiVersion);
  return (right.length > 0 ? right : served).flatMap((info) => {
    const version = apiVersionOf(info);
    const steps = [
      ...(info.kind === kindName ? [] : [{ path: ['kind'], value: info.kind }]),
      ...(version === apiVersion ? [] : [{ path: ['apiVersion'], value: version }]),
    ];
    const title = `Change to ${steps.map(({ path, value }) => `${path[0]}: ${value}`).join(' and ')}`;
    const edits = inTurn(
      context,
      steps.map(
        ({ path, value }) =>
          (now) =>
            setValue(now, path, value),
      ),
    );
    return fixWith(title, edits, served.length === 1 ? 'unambiguous' : undefined);
  });
}

/** Kinds whose fields an object has. */
function kindsLike(value: object): (typeof servedKinds)[number][] {
  const spec: unknown = valueAt(value, ['spec']);
  return servedKinds.filter((info) => {
    if (!hasType(info.type)) return false;
    const { fields } = typeSchema(info.type);
    if (!Object.keys(value).every((name) => ['apiVersion', 'kind'].includes(name) || fields.has(name))) return false;
    const specType = fields.get('spec')?.type;
    if (spec === undefined) return !specType;
    if (spec === null || typeof spec !== 'object' || specType?.kind !== 'object') return false;
    const specFields = typeSchema(specType.type).fields;
    const required = [...specFields.values()].filter((field) => field.required && field.name !== 'selector');
    const names = Object.keys(spec);
    return (
      names.length > 0 &&
      names.every((name) => specFields.has(name)) &&
      required.every(({ name }) => names.includes(name))
    );
  });
}
