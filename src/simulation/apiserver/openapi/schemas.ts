import { apiVersionOf, type KindInfo } from '../../../api/kinds.ts';
import { isAtomicMap, isAtomicType, listTypeOf } from '../../../api/listTypes.ts';
import { mergeKeyOf, retainsKeys } from '../../../api/mergeKeys.ts';
import { type FieldSchema, type FieldType, typeSchema } from '../../../api/schema.ts';
import { scalarNames, schemaName, typesIn } from './schemaNames.ts';

type Json = Record<string, unknown>;

/** The types that are no objects, as the server's documents describe them. */
const scalarSchemas: Readonly<Record<string, Json>> = {
  [scalarNames.quantity]: {
    description: 'A fixed-point number, such as `500m` or `128Mi`.',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  },
  [scalarNames.intOrString]: {
    description: 'A number, or a text such as a percentage or the name of a port.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [scalarNames.time]: { description: 'A time in RFC 3339.', format: 'date-time', type: 'string' },
  [scalarNames.microTime]: { description: 'A time with microseconds.', format: 'date-time', type: 'string' },
  [scalarNames.fieldsV1]: { description: 'A set of fields as a tree of their names.', type: 'object' },
  [scalarNames.rawExtension]: { description: 'An object of any kind.', type: 'object' },
  [scalarNames.patch]: { description: 'A change of an object.', type: 'object' },
};

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schemas of these types and of all that they lead to, by name. */
export function schemasOf(kinds: readonly KindInfo[], furtherTypes: readonly string[]): Json {
  const gvks = new Map<string, KindInfo[]>();
  for (const info of kinds) gvks.set(info.type, [...(gvks.get(info.type) ?? []), info]);
  const schemas: Json = { ...scalarSchemas };
  const waiting = [...kinds.map(({ type }) => type), ...furtherTypes];
  const seen = new Set<string>();
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    waiting.push(...typesIn(type));
    schemas[schemaName(type)] = objectSchema(type, gvks.get(type) ?? []);
  }
  for (const info of kinds) schemas[`${schemaName(info.type)}List`] = listSchema(info);
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function objectSchema(type: string, kinds: readonly KindInfo[]): Json {
  const { doc, fields } = typeSchema(type);
  const required = [...fields.values()].filter((field) => field.required).map(({ name }) => name);
  const properties = [...fields.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((field) => [field.name, fieldSchema(type, field)]);
  return {
    description: doc,
    ...(required.length > 0 && { required }),
    type: 'object',
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(isAtomicType(type) && { 'x-kubernetes-map-type': 'atomic' }),
    ...(kinds.length > 0 && { 'x-kubernetes-group-version-kind': kinds.map(groupVersionKind) }),
  };
}

/** What the server's documents call a kind. */
export function groupVersionKind({ group, version, kind }: Pick<KindInfo, 'group' | 'version' | 'kind'>): Json {
  return { group, kind, version };
}

function fieldSchema(type: string, field: FieldSchema): Json {
  return {
    ...(field.doc !== '' && { description: field.doc }),
    ...valueSchema(field.type, field.name),
    ...(field.required && defaultOf(field.type)),
    ...(field.values && { enum: [...field.values].sort() }),
    ...extensions(type, field),
  };
}

function extensions(type: string, { name, type: fieldType }: FieldSchema): Json {
  const mergeKey = mergeKeyOf(type, name);
  const strategies = [...(mergeKey === undefined ? [] : ['merge']), ...(retainsKeys(type, name) ? ['retainKeys'] : [])];
  const listType = fieldType.kind === 'list' ? listTypeOf(type, name) : undefined;
  const isAtomicField = fieldType.kind === 'map' && isAtomicMap(type, name, undefined);
  return {
    ...(listType?.kind === 'map' && { 'x-kubernetes-list-map-keys': listType.keys }),
    ...(listType && { 'x-kubernetes-list-type': listType.kind }),
    ...(isAtomicField && { 'x-kubernetes-map-type': 'atomic' }),
    ...(mergeKey !== undefined && mergeKey !== 'value' && { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(strategies.length > 0 && { 'x-kubernetes-patch-strategy': strategies.join(',') }),
  };
}

function valueSchema(type: FieldType, field: string): Json {
  switch (type.kind) {
    case 'object':
      return { allOf: [ref(schemaName(type.type))] };
    case 'list':
      return { type: 'array', items: elementSchema(type.of, field) };
    case 'map':
      return { type: 'object', additionalProperties: elementSchema(type.of, field) };
    case 'quantity':
    case 'intOrString':
    case 'time':
    case 'microTime':
      return { allOf: [ref(scalarNames[type.kind])] };
    case 'any':
      return { allOf: [ref(field === 'fieldsV1' ? scalarNames.fieldsV1 : scalarNames.rawExtension)] };
    case 'integer':
      return { type: 'integer', format: `int${type.bits}` };
    case 'double':
      return { type: 'number', format: 'double' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    default:
      return { type: type.kind };
  }
}

function elementSchema(type: FieldType, field: string): Json {
  return { ...valueSchema(type, field), ...defaultOf(type) };
}

function defaultOf(type: FieldType): Json {
  const defaults: Partial<Record<FieldType['kind'], unknown>> = { object: {}, string: '', integer: 0, boolean: false };
  return Object.hasOwn(defaults, type.kind) ? { default: defaults[type.kind] } : {};
}

function listSchema(info: KindInfo): Json {
  const { fields } = typeSchema(info.type);
  const docOf = (field: string) => ({ description: fields.get(field)?.doc ?? '', type: 'string' });
  return {
    description: `${info.kind}List is a list of ${info.plural} (${apiVersionOf(info)}).`,
    required: ['items'],
    type: 'object',
    properties: {
      apiVersion: docOf('apiVersion'),
      items: { type: 'array', items: { allOf: [ref(schemaName(info.type))], default: {} } },
      kind: docOf('kind'),
      metadata: { allOf: [ref(schemaName('ListMeta'))], default: {} },
    },
    'x-kubernetes-group-version-kind': [groupVersionKind({ ...info, kind: `${info.kind}List` })],
  };
}
